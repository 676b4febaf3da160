/** What stands behind the `?` of a device address. */

export interface AddressOptions {
  readonly baud: number;
  readonly at: string | null;
  readonly interface: number | null;
  readonly reportId: number | null;
  readonly sizeBytes: number;
  readonly hasLength: boolean;
  readonly pipes: 'one' | 'four';
}

export type OptionName = 'baud' | 'at' | 'interface' | 'report' | 'size' | 'length' | 'pipes';
export type OptionsRefusal = 'bad-baud' | 'bad-option' | 'unknown-option';

type OptionsOutcome =
  { readonly ok: true; readonly options: AddressOptions } | { readonly ok: false; readonly code: OptionsRefusal };

/**
 * Baud: the modules' own default (GA/T 467); behind `tcp` it is the rate of the far serial side, for time limits only.
 * Size: what HID readers usually have (protocols 1.13).
 */
const DEFAULTS: AddressOptions = {
  baud: 115200,
  at: null,
  interface: null,
  reportId: null,
  sizeBytes: 64,
  hasLength: false,
  pipes: 'one',
};

type Reader = (text: string) => Partial<AddressOptions> | null;

const READERS: Readonly<Record<OptionName, Reader>> = {
  baud: (text) => within(text, 300, 4_000_000, (baud) => ({ baud })),
  at: (text) => (/^[\w.#:-]{1,64}$/.test(text) ? { at: text } : null),
  interface: (text) => within(text, 0, 255, (number) => ({ interface: number })),
  report: (text) => within(text, 1, 255, (reportId) => ({ reportId })),
  size: (text) => within(text, 8, 4096, (sizeBytes) => ({ sizeBytes })),
  length: (text) => (text === '0' || text === '1' ? { hasLength: text === '1' } : null),
  pipes: (text) => (text === 'one' || text === 'four' ? { pipes: text } : null),
};

/** `query` without its question mark. Options that are not `allowed` here are unknown, and none stands twice. */
export function parseOptions(query: string, allowed: readonly OptionName[]): OptionsOutcome {
  let options = DEFAULTS;
  const seen = new Set<string>();
  for (const [name, value] of query === '' ? [] : new URLSearchParams(query)) {
    const known = allowed.find((one) => one === name);
    if (known === undefined) return { ok: false, code: 'unknown-option' };
    const read = seen.has(name) ? null : READERS[known](value);
    if (read === null) return { ok: false, code: name === 'baud' ? 'bad-baud' : 'bad-option' };
    seen.add(name);
    options = { ...options, ...read };
  }
  return { ok: true, options };
}

/** The query with its question mark, without what is as usual anyway. */
export function formatOptions(options: Partial<AddressOptions>): string {
  const { baud, at, interface: number, reportId, sizeBytes, hasLength, pipes } = { ...DEFAULTS, ...options };
  const pairs: Readonly<Record<OptionName, string | null>> = {
    at,
    interface: number === null ? null : String(number),
    baud: baud === DEFAULTS.baud ? null : String(baud),
    report: reportId === null ? null : String(reportId),
    size: sizeBytes === DEFAULTS.sizeBytes ? null : String(sizeBytes),
    length: hasLength ? '1' : null,
    pipes: pipes === DEFAULTS.pipes ? null : pipes,
  };
  const told = Object.entries(pairs).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return told.length === 0 ? '' : `?${told.join('&')}`;
}

function within(
  text: string,
  min: number,
  max: number,
  make: (value: number) => Partial<AddressOptions>,
): Partial<AddressOptions> | null {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  return value >= min && value <= max ? make(value) : null;
}
