/**
 * One JSON object per line. Fields are counts, codes, ids and file names; never a name, a number of a person, a
 * phone, a scanned text, a token or a picture, not even inside an error's text.
 */
export type LogFields = Readonly<Record<string, string | number | boolean>>;
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const say =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, program: 'agent', event, ...fields })}\n`);
  return { info: say('info'), warn: say('warn'), error: say('error') };
}

/** What was logged last, for the diagnostics bundle: as free of personal data as the log itself. */
export interface RecentLog extends Log {
  recent(): readonly string[];
}

export function keepRecent(lines: number, write: (line: string) => void, now: () => number): RecentLog {
  const kept: string[] = [];
  const log = jsonLog((line) => {
    kept.push(line.trimEnd());
    if (kept.length > lines) kept.shift();
    write(line);
  }, now);
  return { ...log, recent: () => [...kept] };
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The kind of a failure without its text, which may quote what it choked on. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name}:${error.code}` : error.name;
}
