import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseAddress } from '#hardware/index.ts';
import { enrolmentSchema, type Enrolment } from '#shared/wire/terminal.ts';
import { FatalProblem } from './problem.ts';

const device = z.string().refine((address) => parseAddress(address).ok, 'not a device address');
const seconds = z.coerce.number().min(1).max(3_600);
const milliseconds = z.coerce.number().int().min(10).max(600_000);

const environment = z.object({
  SERVER_URL: z.url({ protocol: /^https?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  ENROLMENT_FILE: z.string().min(1),
  VAULT_FILE: z.string().min(1),
  READER: device,
  SCANNER: device,
  KIOSK_DIR: z.string().min(1).optional(),
  SANDBOX: z.enum(['0', '1']).default('0'),
  AGENT_TOKEN: z.string().min(16).optional(),
  ALLOWED_ORIGINS: z.string().default(''),
  IDLE_WARN_S: seconds.default(90),
  IDLE_RESET_S: seconds.default(30),
  LINK_POLL_MS: milliseconds.optional(),
});

/** Everything the agent is told from outside, read once. */
export interface AgentConfig {
  readonly serverUrl: string;
  readonly port: number;
  readonly enrolmentFile: string;
  readonly vaultFile: string;
  readonly reader: string;
  readonly scanner: string;
  readonly kioskDir: string | null;
  readonly sandbox: boolean;
  /** Null: a random one for this start. */
  readonly token: string | null;
  readonly allowedOrigins: readonly string[];
  readonly idleWarnMs: number;
  readonly idleResetMs: number;
  readonly linkPollMs: { readonly online: number; readonly offline: number };
}

/** Throws a `FatalProblem` with one line that names the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): AgentConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new FatalProblem(
      `The environment variable ${String(issue?.path[0])} cannot be used: ${issue?.message ?? ''}.`,
    );
  }
  const values = parsed.data;
  return Object.freeze({
    serverUrl: values.SERVER_URL.replace(/\/$/, ''),
    port: values.PORT,
    enrolmentFile: values.ENROLMENT_FILE,
    vaultFile: values.VAULT_FILE,
    reader: values.READER,
    scanner: values.SCANNER,
    kioskDir: values.KIOSK_DIR ?? null,
    sandbox: values.SANDBOX === '1',
    token: values.AGENT_TOKEN ?? null,
    allowedOrigins: values.ALLOWED_ORIGINS.split(',').filter((origin) => origin !== ''),
    idleWarnMs: values.IDLE_WARN_S * 1_000,
    idleResetMs: values.IDLE_RESET_S * 1_000,
    linkPollMs: { online: values.LINK_POLL_MS ?? 5_000, offline: values.LINK_POLL_MS ?? 2_000 },
  });
}

/** The terminal's identity, read once. Throws a `FatalProblem`; nothing of the file's content is in its text. */
export async function readEnrolment(file: string): Promise<Enrolment> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new FatalProblem(`This terminal is not enrolled: ${file} cannot be read. Enrol it, or set ENROLMENT_FILE.`, {
      cause,
    });
  });
  const parsed = enrolmentSchema.safeParse(jsonOrNull(text));
  if (!parsed.success) throw new FatalProblem(`The enrolment in ${file} is damaged. Enrol this terminal again.`);
  return parsed.data;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
