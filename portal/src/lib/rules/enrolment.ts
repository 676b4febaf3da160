import type { TerminalRow } from '#shared/wire/enrolment.ts';

/** The terminal that has come into a store since its code was made, when these were the ones known. */
export function arrivedTerminal(
  rows: readonly TerminalRow[],
  since: { storeId: string; knownIds: readonly string[] },
): TerminalRow | null {
  const isNew = (row: TerminalRow) =>
    row.active && row.storeId === since.storeId && !since.knownIds.includes(row.terminalId);
  return rows.find(isNew) ?? null;
}

/** Eight digits in two groups, as the kiosk shows and takes them. */
export function groupedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** The same for the ear: digit by digit. */
export function spokenCode(code: string): string {
  return code.replaceAll(/\d(?=\d)/g, '$& ');
}
