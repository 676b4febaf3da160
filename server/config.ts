import { z } from 'zod';
import { isLoopbackAddress } from '#server/http/origins.ts';

/** The server's settings: read once from the environment, checked by one schema, never changed afterwards. */
const url = (protocol: RegExp) => z.url({ protocol });
const httpUrl = url(/^https?$/);

/** An address or a range, as proxy-addr reads them; a range of everybody would believe everybody. */
const proxy = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'each is an address or a range such as 10.0.0.0/8')
  .refine((range) => !/\/0+$/.test(range), 'a range of all addresses trusts everybody');

const schema = z
  .object({
    /** PostgreSQL as the owner of the database: it migrates; all else runs as the lesser zhanggui_app. */
    DATABASE_URL: url(/^postgres(ql)?$/),
    SERVER_SECRET: z.string().min(32),
    PORT: z.coerce.number().int().min(1).max(65_535).default(4000),
    HOST: z.string().min(1).default('127.0.0.1'),
    /** Under which address browsers and terminals reach this server. */
    PUBLIC_URL: httpUrl.optional(),
    /** The TLS proxies before this server: what they say of where a request comes from is believed. */
    TRUSTED_PROXIES: z
      .string()
      .default('')
      .transform((list) => (list === '' ? [] : list.split(',').map((each) => each.trim())))
      .pipe(z.array(proxy)),
    SANDBOX: z.enum(['0', '1']).default('0'),
    /** The folder of the built portal; without it only the API is served. */
    PORTAL_DIR: z.string().min(1).optional(),
    /** The simulators' control API; sandbox only. */
    DEVICES_URL: httpUrl.optional(),
    /** Where the sandbox tray finds the kiosk; sandbox only. */
    KIOSK_URL: httpUrl.optional(),
    SMS_URL: httpUrl.optional(),
    /** Where the seed writes the sandbox terminal's enrolment; sandbox only. */
    ENROLMENT_FILE: z.string().min(1).optional(),
  })
  .transform((env) => {
    const sandbox = env.SANDBOX === '1';
    const publicUrl = (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, '');
    return {
      databaseUrl: env.DATABASE_URL,
      serverSecret: env.SERVER_SECRET,
      port: env.PORT,
      host: env.HOST,
      publicUrl,
      trustedProxies: env.TRUSTED_PROXIES,
      sandbox,
      portalDir: env.PORTAL_DIR,
      devicesUrl: env.DEVICES_URL,
      kioskUrl: env.KIOSK_URL,
      smsUrl: env.SMS_URL ?? (sandbox ? `${publicUrl}/sandbox/sms` : undefined),
      enrolmentFile: env.ENROLMENT_FILE,
    };
  })
  .superRefine((config, context) => {
    if (config.smsUrl === undefined) context.addIssue({ code: 'custom', path: ['SMS_URL'], message: 'it is missing' });
    if (config.sandbox && !isLoopback(config.host))
      context.addIssue({ code: 'custom', path: ['HOST'], message: 'a sandbox listens on this machine alone' });
  });

function isLoopback(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

type Parsed = z.output<typeof schema>;
export type Config = Readonly<Omit<Parsed, 'smsUrl'> & { smsUrl: string }>;

/** Says in one line which variable can't be used and why; never its value, which may be a secret. */
export class ConfigError extends Error {}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw new ConfigError(lineOf(parsed.error, present));
  const { smsUrl, ...rest } = parsed.data;
  if (smsUrl === undefined) throw new ConfigError('SMS_URL is missing.');
  return Object.freeze({ ...rest, smsUrl });
}

function lineOf(error: z.ZodError, present: Record<string, string | undefined>): string {
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? 'The environment');
  if (present[name] === undefined) return `The environment variable ${name} is missing; see server/README.md.`;
  return `The environment variable ${name} cannot be used: ${issue?.message ?? 'it is malformed'}; see server/README.md.`;
}
