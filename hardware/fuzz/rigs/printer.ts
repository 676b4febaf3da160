import type { Slip } from '#shared/slip/document.ts';
import { createPrinterOn } from '../../printer/escpos-printer.ts';
import { createPrinterSimulator } from '../../simulators/printer-simulator.ts';
import { insist } from '../insist.ts';
import type { Moment } from '../subject.ts';
import type { TurnedClock } from '../turned-clock.ts';
import type { Rig } from './under-fire.ts';
import { createNewsCount, fireWireOn } from './under-fire.ts';

const SLIP: Slip = {
  blocks: [
    { kind: 'text', text: '掌柜' },
    { kind: 'qr', content: 'https://example.com', caption: 'scan' },
    { kind: 'cut' },
  ],
};
/** Longer than all looks at a printer that is at work together. */
const SLIP_LIMIT_MS = 600_000;

export function printerRig(clock: TurnedClock): Rig {
  const simulator = createPrinterSimulator({ clock });
  const { transport, ...wire } = fireWireOn(simulator);
  const { note, takeNews } = createNewsCount();
  let begunAtMs: number | null = null;
  const printer = createPrinterOn({ transport, clock, widthMm: 58, onEvent: note });
  printer.start();
  const print = ({ nowMs }: Moment): void => {
    insist(begunAtMs === null || nowMs - begunAtMs < SLIP_LIMIT_MS, 'every slip ends');
    if (begunAtMs !== null) return;
    begunAtMs = nowMs;
    void printer.print(SLIP).then(() => {
      begunAtMs = null;
      note();
    });
  };
  const others = [
    () => void printer.status(),
    () => simulator.load('end'),
    () => simulator.load('full'),
    () => simulator.setCover('open'),
    () => simulator.setCover('closed'),
    () => void simulator.tearOff(),
  ];
  return { ...wire, takeNews, whims: [...Array.from({ length: 20 }, () => print), ...others, ...others] };
}
