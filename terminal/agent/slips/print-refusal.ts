import type { PrintOutcome } from '#hardware/index.ts';
import type { RefusalCode } from '#shared/refusals/refusal.ts';

/** Why nothing came out, as a person can mend it. The first trouble is the worst one. */
export function printRefusal({ troubles, link }: Extract<PrintOutcome, { kind: 'failed' }>): RefusalCode {
  if (link !== null) return 'printer-lost';
  const [worst] = troubles;
  if (worst === 'paper-end') return 'printer-paper-end';
  return worst === 'cover-open' ? 'printer-cover-open' : 'printer-fault';
}
