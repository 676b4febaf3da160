/**
 * Newland's command set (protocols 2.3), also sold under other names, as bytes for the wire.
 *
 *   7E 01 "0000" | storage | Tag SubTag data { "," SubTag data } { ";" Tag … } | 3B 03
 */

export interface NewlandCommand {
  /** Three characters. */
  readonly tag: string;
  readonly items: readonly NewlandItem[];
}

export interface NewlandItem {
  /** Three characters. */
  readonly subtag: string;
  /** Printable ASCII without comma and semicolon; `*`, `&` and `^` ask instead of setting. */
  readonly data: string;
}

/** `permanent` survives a power-off. */
export type NewlandStorage = 'permanent' | 'until-power-off';

export const STORAGE_SIGNS = { permanent: '@', 'until-power-off': '#' } as const satisfies Record<
  NewlandStorage,
  string
>;

const SIGNS_OF_QUERIES = { current: '*', factory: '&', range: '^' } as const;

/** The useful ones. Which storage they are sent with is the caller's choice: this driver sets nothing for good. */
export const NEWLAND = {
  startScan: command('SCN', 'TRG', '1'),
  stopScan: command('SCN', 'TRG', '0'),
  triggerMode: command('SCN', 'MOD', '0'),
  sensingMode: command('SCN', 'MOD', '2'),
  factoryDefaults: command('FAC', 'DEF', ''),
  reboot: command('REB', 'OOT', ''),
  scanLimit: (limitMs: number) => command('ORT', 'SET', String(limitMs)),
  sameCodeInterval: (intervalMs: number) => command('RRD', 'DUR', String(intervalMs)),
  goodReadBeep: (isOn: boolean) => command('GRB', 'ENA', isOn ? '1' : '0'),
} as const;

/** The question what a setting is, was in the factory, or may be. */
export function newlandQuery(
  { tag, subtag }: { readonly tag: string; readonly subtag: string },
  about: keyof typeof SIGNS_OF_QUERIES,
): NewlandCommand {
  return command(tag, subtag, SIGNS_OF_QUERIES[about]);
}

export function encodeNewland(storage: NewlandStorage, commands: readonly NewlandCommand[]): Uint8Array {
  const text = commands
    .map(({ tag, items }) => tag + items.map(({ subtag, data }) => subtag + data).join(','))
    .join(';');
  return Buffer.from(`~\x010000${STORAGE_SIGNS[storage]}${text};\x03`, 'latin1');
}

function command(tag: string, subtag: string, data: string): NewlandCommand {
  return { tag, items: [{ subtag, data }] };
}
