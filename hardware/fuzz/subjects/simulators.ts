/** What simulators take from whoever calls them: they stand on open ports, too. */
import type { Clock } from '../../link/clock.ts';
import { createReaderSimulator } from '../../simulators/card-reader-simulator.ts';
import type { SimulatedDevice } from '../../simulators/device.ts';
import { createEscposReader } from '../../simulators/escpos-reader.ts';
import { createPrinterSimulator } from '../../simulators/printer-simulator.ts';
import { createHoneywellSimulator } from '../../simulators/scanners/honeywell-simulator.ts';
import { createNewlandSimulator } from '../../simulators/scanners/newland-simulator.ts';
import { createSsiSimulator } from '../../simulators/scanners/ssi-simulator.ts';
import { createRequestReader } from '../../simulators/sdt-wire.ts';
import { UHID_RECORD_BYTES, decodeEvent } from '../../simulators/uhid-records.ts';
import type { Dice } from '../dice.ts';
import { createTurnedClock } from '../turned-clock.ts';
import { ESCPOS, HONEYWELL_COMMANDS, NEWLAND_COMMANDS, SDT_COMMANDS, SSI_COMMANDS } from '../samples/commands.ts';
import type { Fed, Subject } from '../subject.ts';

function inventUhid(dice: Dice): Uint8Array {
  const record = Buffer.alloc(UHID_RECORD_BYTES - (dice.below(8) === 0 ? dice.below(4000) : 0));
  record.writeUInt32LE(dice.pick([2, 3, 4, 5, 6, 9, 13, dice.below(20)]), 0);
  for (let at = 4; at < 16; at += 1) record[at] = dice.below(256);
  if (record.length > 4102) record.writeUInt16LE(dice.below(0x1_0000), 4100);
  return record;
}

/** A simulated device with somebody on its wire who says anything. */
function callOn(open: (clock: Clock) => SimulatedDevice): Fed {
  const clock = createTurnedClock();
  const device = open(clock);
  let answers = 0;
  const connect = () => device.connect(() => (answers += 1));
  let connection = connect();
  const answersTo = (ask: () => void): number => {
    answers = 0;
    ask();
    return answers;
  };
  return {
    push: (bytes, { nowMs }) =>
      answersTo(() => {
        clock.turnTo(nowMs);
        connection.receive(bytes);
      }),
    quiet: ({ nowMs, whim }) =>
      answersTo(() => {
        clock.turnTo(nowMs);
        if (whim % 8 !== 0) return;
        connection.end();
        device.powerCycle();
        connection = connect();
      }),
  };
}

export const SIMULATOR_SUBJECTS: readonly Subject[] = [
  {
    name: 'uhid records',
    input: 'whole',
    samples: [new Uint8Array(UHID_RECORD_BYTES)],
    invent: inventUhid,
    create: () => ({ push: (bytes) => (decodeEvent(bytes) === null ? 0 : 1) }),
  },
  {
    name: 'simulated reader, requests',
    input: 'stream',
    samples: SDT_COMMANDS,
    create: () => {
      const read = createRequestReader();
      return { push: (bytes) => read(bytes).length };
    },
  },
  {
    name: 'simulated reader',
    input: 'stream',
    samples: SDT_COMMANDS,
    create: () => callOn((clock) => createReaderSimulator({ clock })),
  },
  {
    name: 'simulated printer, commands',
    input: 'stream',
    samples: ESCPOS,
    create: () => {
      const read = createEscposReader();
      return { push: (bytes) => read(bytes).length };
    },
  },
  {
    name: 'simulated printer',
    input: 'stream',
    samples: ESCPOS,
    create: () => {
      let tearOff = (): unknown => undefined;
      const fed = callOn((clock) => {
        const printer = createPrinterSimulator({ clock });
        ({ tearOff } = printer);
        return printer;
      });
      return {
        push: (bytes, moment) => {
          // Paper keeps what is printed on it.
          tearOff();
          return fed.push(bytes, moment);
        },
        quiet: (moment) => fed.quiet?.(moment) ?? 0,
      };
    },
  },
  {
    name: 'simulated scanner, Newland',
    input: 'stream',
    samples: NEWLAND_COMMANDS,
    create: () => callOn((clock) => createNewlandSimulator({ clock })),
  },
  {
    name: 'simulated scanner, Honeywell',
    input: 'stream',
    samples: HONEYWELL_COMMANDS,
    create: () => callOn((clock) => createHoneywellSimulator({ clock })),
  },
  {
    name: 'simulated scanner, SSI',
    input: 'stream',
    samples: SSI_COMMANDS,
    create: () => callOn((clock) => createSsiSimulator({ clock })),
  },
];
