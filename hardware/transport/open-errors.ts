import type { LinkErrorCode } from './transport.ts';

/**
 * The packages report system errors as text only, so the text must be read; this table is the only
 * place that does. First match wins. Windows says "Access denied" when another program has the port.
 */
const OPEN_ERRORS: readonly (readonly [RegExp, LinkErrorCode])[] = [
  [/cannot lock port|(resource|device|interface) (is )?busy|access denied/i, 'port-busy'],
  [/no such file|no such device|file not found|disconnected/i, 'port-missing'],
  [/permission denied|operation not permitted/i, 'permission'],
];

export function openErrorCode(message: string): LinkErrorCode {
  return OPEN_ERRORS.find(([pattern]) => pattern.test(message))?.[1] ?? 'failed';
}

/** The name of a system error: `EACCES`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
