import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { enrolmentSchema, type Enrolment } from '#shared/wire/terminal.ts';
import { FatalProblem } from './problem.ts';

const seconds = z.coerce.number().min(1).max(3_600);
const milliseconds = z.coerce.number().int().min(10).max(600_000);

const environment = z.object({
  SERVER_URL: z.url({ protocol: /^https?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  ENROLMENT_FILE: z.string().min(1),
  VAULT_FILE: z.string().min(1),
  DEVICES_FILE: z.string().min(1).optional(),
  KIOSK_DIR: z.string().min(1).optional(),
  SANDBOX: z.enum(['0', '1']).default('0'),
  AGENT_TOKEN: z.string().min(16).optional(),
  SETUP_CODE: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
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
  /** Which device has which role: kept by the hub, beside the vault unless said otherwise. */
  readonly devicesFile: string;
  readonly kioskDir: string | null;
  readonly sandbox: boolean;
  /** Opens the wizard where nobody has chosen a code yet: for terminals that come enrolled. */
  readonly setupCode: string | null;
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
    devicesFile: values.DEVICES_FILE ?? join(dirname(values.VAULT_FILE), 'devices.json'),
    kioskDir: values.KIOSK_DIR ?? null,
    sandbox: values.SANDBOX === '1',
    token: values.AGENT_TOKEN ?? null,
    setupCode: values.SETUP_CODE ?? null,
    allowedOrigins: values.ALLOWED_ORIGINS.split(',').filter((origin) => origin !== ''),
    idleWarnMs: values.IDLE_WARN_S * 1_000,
    idleResetMs: values.IDLE_RESET_S * 1_000,
    linkPollMs: { online: values.LINK_POLL_MS ?? 5_000, offline: values.LINK_POLL_MS ?? 2_000 },
  });
}

/**
 * The terminal's identity, read once; null where there is none yet. Throws a `FatalProblem` for one that cannot be
 * used; nothing of the file's content is in its text.
 */
export async function readEnrolment(file: string): Promise<Enrolment | null> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new FatalProblem(`The enrolment in ${file} cannot be read: check that this user may read it.`, { cause });
  });
  if (text === null) return null;
  const parsed = enrolmentSchema.safeParse(jsonOrNull(text));
  if (!parsed.success) {
    throw new FatalProblem(`The enrolment in ${file} is damaged: move it away, start, and enrol this terminal again.`);
  }
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
