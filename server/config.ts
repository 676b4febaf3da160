import { z } from 'zod';
import { isLoopbackAddress, isLoopbackHost } from '#server/http/origins.ts';

/** The server's settings: read once from the environment, checked by one schema, never changed afterwards. */
const url = (protocol: RegExp) => z.url({ protocol });
const httpUrl = url(/^https?$/);
/** Payment codes are money: on a line that others can hear they go enciphered. */
const secretsUrl = httpUrl.refine(
  (address) => address.startsWith('https:') || isLoopbackHost(new URL(address).host),
  'payment codes go over https, or stay on this machine',
);

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
    PAYMENTS_URL: secretsUrl.optional(),
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
      paymentsUrl: env.PAYMENTS_URL ?? (sandbox ? `${publicUrl}/sandbox/payments` : undefined),
      enrolmentFile: env.ENROLMENT_FILE,
    };
  })
  .transform((config, context) => {
    const refuse = (name: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [name], message });
      return z.NEVER;
    };
    const { smsUrl, paymentsUrl } = config;
    if (smsUrl === undefined) return refuse('SMS_URL', 'it is missing');
    if (paymentsUrl === undefined) return refuse('PAYMENTS_URL', 'it is missing');
    if (config.sandbox && !isLoopback(config.host)) return refuse('HOST', 'a sandbox listens on this machine alone');
    return { ...config, smsUrl, paymentsUrl };
  });

function isLoopback(host: string): boolean {
  return host === 'localhost' || isLoopbackAddress(host);
}

export type Config = Readonly<z.output<typeof schema>>;

/** Says in one line which variable can't be used and why; never its value, which may be a secret. */
export class ConfigError extends Error {}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw new ConfigError(lineOf(parsed.error, present));
  return Object.freeze(parsed.data);
}

function lineOf(error: z.ZodError, present: Record<string, string | undefined>): string {
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? 'The environment');
  if (present[name] === undefined) return `The environment variable ${name} is missing; see server/README.md.`;
  return `The environment variable ${name} cannot be used: ${issue?.message ?? 'it is malformed'}; see server/README.md.`;
}
