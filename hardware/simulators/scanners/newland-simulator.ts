/** A scanner with Newland's command set (protocols 2.3): takes commands apart, answers each item, keeps its settings. */
import type { Clock } from '../../link/clock.ts';
import { systemClock } from '../../link/clock.ts';
import type { ScriptedScanner } from './scripted.ts';
import { createHeardLog, createWires } from './scripted.ts';

export interface NewlandSimulator extends ScriptedScanner {
  /** Each command as it came, without its frame: `#SCNTRG1`. */
  readonly commands: readonly string[];
  /** What survives a power-off. */
  readonly stored: ReadonlyMap<string, string>;
}

/** What each setting may be, its factory value first. */
const SETTINGS: Readonly<Record<string, { readonly factory: string; readonly allowed: RegExp }>> = {
  SCNTRG: { factory: '0', allowed: /^[01]$/ },
  SCNMOD: { factory: '0', allowed: /^[02]$/ },
  ORTSET: { factory: '3000', allowed: /^\d{1,5}$/ },
  RRDDUR: { factory: '1000', allowed: /^\d{1,5}$/ },
  GRBENA: { factory: '1', allowed: /^[01]$/ },
  C11ENA: { factory: '1', allowed: /^[01]$/ },
  C11MIN: { factory: '4', allowed: /^\d{1,2}$/ },
  C11MAX: { factory: '80', allowed: /^\d{1,2}$/ },
};
const HEAD = '~\x010000';
const TAIL = ';\x03';
const SCAN_TAKES_MS = 120;
/** Longer than any command; what is in front of it is none. */
const HEARD_CHARACTERS_MAX = 4096;

export function createNewlandSimulator({ clock = systemClock }: { readonly clock?: Clock } = {}): NewlandSimulator {
  const wires = createWires(clock);
  const commands = createHeardLog<string>();
  const stored = new Map<string, string>();
  const temporary = new Map<string, string>();
  let laid: string | null = null;
  let heard = '';

  function scan(text: string): number {
    return wires.send(Buffer.from(`${text}\r`));
  }

  function answer(name: string, data: string, storage: Map<string, string>): string {
    const setting = SETTINGS[name];
    if (setting === undefined) return name === 'FACDEF' || name === 'REBOOT' ? `${data}\x06` : `${data}\x05`;
    const current = temporary.get(name) ?? stored.get(name) ?? setting.factory;
    if (data === '*') return `${current}\x06`;
    if (data === '&') return `${setting.factory}\x06`;
    if (!setting.allowed.test(data)) return `${data}\x15`;
    storage.set(name, data);
    if (name === 'SCNTRG' && data === '1') clock.after(SCAN_TAKES_MS, trigger);
    return `${data}\x06`;
  }

  function trigger(): void {
    if (laid !== null && temporary.get('SCNTRG') === '1') scan(laid);
  }

  function obey(sign: string, body: string): void {
    commands.add(sign + body);
    const storage = sign === '@' ? stored : temporary;
    const replies = body.split(';').map((group) => {
      const tag = group.slice(0, 3);
      const items = group.slice(3).split(',');
      return (
        tag + items.map((item) => item.slice(0, 3) + answer(tag + item.slice(0, 3), item.slice(3), storage)).join(',')
      );
    });
    wires.send(Buffer.from(`\x02\x010000${sign}${replies.join(';')};\x03`, 'latin1'));
  }

  return {
    connect: (send) =>
      wires.connect(send, (bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
        for (let end = heard.indexOf(TAIL); end !== -1; end = heard.indexOf(TAIL)) {
          const request = heard.slice(0, end);
          heard = heard.slice(end + TAIL.length);
          // In front there may be what was said to find another kind of device.
          const [sign = '', ...body] = request.split(HEAD).at(-1) ?? '';
          if (request.includes(HEAD)) obey(sign, body.join(''));
        }
        heard = heard.slice(-HEARD_CHARACTERS_MAX);
      }),
    powerCycle: () => {
      temporary.clear();
      heard = '';
    },
    scan,
    lay: (text) => {
      laid = text;
    },
    commands: commands.entries,
    stored,
  };
}
