/**
 * Money is an integer count of fen (0.01 yuan). A `Fen` can only be made by `fen`, which refuses
 * anything that is not a safe integer, so an amount in the books is never a rounded float.
 */
declare const brand: unique symbol;

export type Fen = number & { readonly [brand]: 'fen' };

export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError('An amount in fen must be a safe integer.');
  return amount as Fen;
}

export const ZERO_FEN = fen(0);

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + amount, 0));
}

export function subtractFen(from: Fen, amount: Fen): Fen {
  return fen(from - amount);
}

export function timesFen(amount: Fen, count: number): Fen {
  return fen(amount * count);
}

/** Divides exactly and rounds half away from zero, on bigints so that no digit is lost on the way. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator must be positive.');
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** A share of an amount in basis points (1/10,000), rounded half up to the fen. */
export function shareOf(amount: Fen, rateBps: number): Fen {
  return fen(Number(divideHalfUp(BigInt(amount) * BigInt(rateBps), 10_000n)));
}

/** Splits an amount into equal whole-fen parts; the last part takes the remainder. The parts sum to the amount. */
export function splitFen(amount: Fen, parts: number): Fen[] {
  const each = fen(Math.trunc(amount / parts));
  const last = subtractFen(amount, timesFen(each, parts - 1));
  return Array.from({ length: parts }, (_, index) => (index === parts - 1 ? last : each));
}

const grouped = new Intl.NumberFormat('en-US', { useGrouping: true });

/** `¥1,234.50`: currency sign, thousands mark, two decimals; negative with a minus in front. */
export function formatYuan(amount: Fen): string {
  const magnitude = Math.abs(amount);
  const yuan = grouped.format(Math.trunc(magnitude / 100));
  const cents = String(magnitude % 100).padStart(2, '0');
  return `${amount < 0 ? '-' : ''}¥${yuan}.${cents}`;
}

/** `-1234.50`: no sign, no grouping, so that a spreadsheet adds it up. */
export function plainYuan(amount: Fen): string {
  const magnitude = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.trunc(magnitude / 100)}.${String(magnitude % 100).padStart(2, '0')}`;
}

/** Reads what a person typed as yuan (`1234`, `1,234.5`); `null` where it is not an amount. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(',', '').trim());
  if (!match) return null;
  const [, yuan = '0', cents = ''] = match;
  return fen(Number(yuan) * 100 + Number(cents.padEnd(2, '0')));
}

/** `11.35%` from basis points. */
export function formatBps(rateBps: number): string {
  return `${(rateBps / 100).toFixed(2)}%`;
}
