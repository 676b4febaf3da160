import { newRow, type Row } from './row.ts';

/** Rows that are part of the agreed schedule: neither a down payment nor added after maturity. */
export function isRegular(row: Row): boolean {
  return row.kind === 'instalment';
}

export function maturity(rows: readonly Row[]): number {
  return rows.findLast(isRegular)?.due ?? rows.at(-1)?.due ?? 0;
}

/** The row a charge is due with: after `from` up to `due`, the first instalment also on its first day. */
export function rowOfCharge(rows: Row[], due: number): Row {
  const instalments = rows.filter((row) => row.kind !== 'down-payment');
  const found = instalments.find(
    (row, index) => due <= row.due && (due > row.from || (index === 0 && due >= row.from)),
  );
  return found ?? additionalRow(rows, due);
}

/** The one row after maturity; it ends with the last thing that was put into it. */
export function additionalRow(rows: Row[], due: number): Row {
  const existing = rows.find((row) => row.kind === 'additional');
  if (existing) {
    if (existing.due < due) existing.due = due;
    return existing;
  }
  const row = newRow('additional', rows.at(-1)?.due ?? due, due);
  rows.push(row);
  return row;
}
