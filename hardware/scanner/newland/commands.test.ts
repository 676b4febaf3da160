import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createManualClock } from '../../simulators/manual-clock.ts';
import { createNewlandSimulator } from '../../simulators/scanners/newland-simulator.ts';
import { hexOf } from '../../testing/byte-pieces.ts';
import type { NewlandCommand } from './commands.ts';
import { NEWLAND, encodeNewland, newlandQuery } from './commands.ts';
import { parseNewlandReply } from './replies.ts';

// Protocols 2.3.
test('a command with several items goes out as published', () => {
  const items = [
    { subtag: 'ENA', data: '1' },
    { subtag: 'MIN', data: '12' },
    { subtag: 'MAX', data: '22' },
  ];
  expect(hexOf(encodeNewland('permanent', [{ tag: 'C11', items }]))).toBe(
    '7E 01 30 30 30 30 40 43 31 31 45 4E 41 31 2C 4D 49 4E 31 32 2C 4D 41 58 32 32 3B 03',
  );
});

test('the trigger goes out as published', () => {
  expect(hexOf(encodeNewland('until-power-off', [NEWLAND.startScan]))).toBe(
    '7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03',
  );
});

const text = (commands: NewlandCommand[]): string =>
  Buffer.from(encodeNewland('permanent', commands)).toString('latin1').slice(6, -2);

test.each([
  ['@SCNTRG0', NEWLAND.stopScan],
  ['@SCNMOD0', NEWLAND.triggerMode],
  ['@SCNMOD2', NEWLAND.sensingMode],
  ['@ORTSET30000', NEWLAND.scanLimit(30_000)],
  ['@RRDDUR1000', NEWLAND.sameCodeInterval(1000)],
  ['@GRBENA1', NEWLAND.goodReadBeep(true)],
  ['@FACDEF', NEWLAND.factoryDefaults],
  ['@REBOOT', NEWLAND.reboot],
  ['@SCNMOD*', newlandQuery({ tag: 'SCN', subtag: 'MOD' }, 'current')],
  ['@SCNMOD&', newlandQuery({ tag: 'SCN', subtag: 'MOD' }, 'factory')],
  ['@SCNMOD^', newlandQuery({ tag: 'SCN', subtag: 'MOD' }, 'range')],
])('%s', (published, command) => {
  expect(text([command])).toBe(published);
});

test('several tags are joined by semicolons', () => {
  expect(text([NEWLAND.goodReadBeep(false), NEWLAND.triggerMode])).toBe('@GRBENA0;SCNMOD0');
});

test('what a scanner repeats of any command is what was sent', async () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9]{2}$/);
  const item = fc.record({ subtag: name, data: fc.stringMatching(/^[0-9A-Za-z]{0,8}$/) });
  const command = fc.record({ tag: name, items: fc.array(item, { minLength: 1, maxLength: 4 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 3 }), async (commands) => {
      const clock = createManualClock();
      const sent: Uint8Array[] = [];
      const connection = createNewlandSimulator({ clock }).connect((bytes) => sent.push(bytes));
      connection.receive(encodeNewland('permanent', commands));
      await clock.advance(1000);
      const repeated = parseNewlandReply(Buffer.concat(sent))?.answers.map(
        ({ tag, subtag, data }) => tag + subtag + data,
      );
      const original = commands.flatMap(({ tag, items }) => items.map(({ subtag, data }) => tag + subtag + data));
      expect(repeated).toEqual(original);
    }),
    { numRuns: 50 },
  );
});
