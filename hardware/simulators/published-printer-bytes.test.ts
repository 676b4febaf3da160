/** The simulated printer against the published bytes (protocols 3.2, 3.3): it must not be wrong together with the driver. */
import { describe, expect, test } from 'vitest';
import type { PrinterSimulatorOptions } from './printer-simulator.ts';
import { createPrinterSimulator } from './printer-simulator.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

function plugged(options: PrinterSimulatorOptions = {}) {
  const simulator = createPrinterSimulator(options);
  const said: Buffer[] = [];
  const connection = simulator.connect((bytes) => said.push(Buffer.from(bytes)));
  return {
    simulator,
    connection,
    hears: (text: string): string => {
      said.length = 0;
      connection.receive(bytesOf(text));
      return Buffer.concat(said).toString('hex').toUpperCase();
    },
    said: (): string => Buffer.concat(said).toString('hex').toUpperCase(),
  };
}

describe('answers', () => {
  test('all well is 12, to each of DLE EOT 1 to 4', () => {
    const { hears } = plugged();
    expect(hears('10 04 01 10 04 02 10 04 03 10 04 04')).toBe('12121212');
  });

  test('paper end: off line, stopped, and both bits of the sensor', () => {
    const { simulator, hears } = plugged();
    simulator.load('end');
    expect(hears('10 04 01 10 04 02 10 04 03 10 04 04')).toBe('1A32127E');
    simulator.load('near-end');
    expect(hears('10 04 01 10 04 04')).toBe('121E');
  });

  test('an open cover', () => {
    const { simulator, hears } = plugged();
    simulator.setCover('open');
    expect(hears('10 04 01 10 04 02')).toBe('1A16');
  });

  test('automatic status: at once when switched on, then at each change, until ESC @', () => {
    const { simulator, hears, said } = plugged();
    expect(hears('1D 61 0E')).toBe('10000000');
    simulator.setCover('open');
    expect(said()).toBe('1000000038000000');
    simulator.setCover('closed');
    expect(hears('1B 40')).toBe('');
    simulator.load('end');
    expect(said()).toBe('');
  });

  test('GS r and ESC v, GS ( H, GS I', () => {
    const { simulator, hears } = plugged();
    expect(hears('1D 72 01')).toBe('00');
    expect(hears('1B 76')).toBe('00');
    expect(hears('1D 28 48 06 00 30 30 41 42 43 44')).toBe('37224142434400');
    expect(hears('1D 49 42')).toBe('5F5A48414E4747554900');
    simulator.load('near-end');
    expect(hears('1D 72 01')).toBe('03');
  });

  test('what waits for its turn is not answered while the paper is out, and is when the next roll is in', () => {
    const { simulator, hears, said } = plugged();
    simulator.load({ lines: 1 });
    expect(hears('41 0A 42 0A 1D 72 01')).toBe('');
    simulator.load('full');
    expect(said()).toBe('00');
    expect(simulator.paper().map((item) => (item.kind === 'line' ? item.text : item.kind))).toEqual(['A', 'B']);
  });

  test.each(['silent', 'garbage'] as const)('%s', (manners) => {
    const { simulator, hears } = plugged();
    simulator.misbehave(manners);
    expect(hears('10 04 01')).toBe(manners === 'silent' ? '' : 'FF8021A5');
  });

  test('a clone takes what it does not know for text; an old one and a mute one say nothing of themselves', () => {
    const clone = plugged({ make: 'clone' });
    expect(clone.hears('1D 28 48 06 00 30 30 41 42 43 44 0A 10 04 01 1D 72 01')).toBe('1200');
    expect(clone.simulator.paper()).toMatchObject([{ text: 'H00ABCD' }]);
    expect(plugged({ make: 'old' }).hears('10 04 01 1B 76')).toBe('00');
    expect(plugged({ make: 'mute' }).hears('10 04 01 1D 72 01 1B 76')).toBe('');
  });
});

describe('paper', () => {
  test('Chinese only after FS &, and rubbish after FS .', () => {
    const { simulator, hears } = plugged();
    hears('1B 40 1C 26 D6D0 B9FA 41 0A 1C 2E D6D0 0A');
    expect(simulator.paper()).toMatchObject([{ text: '中国A' }, { text: 'ÖÐ' }]);
  });

  test('styles, feeds, a cut, the drawer', () => {
    const { simulator, hears } = plugged();
    hears('1B6101 1B4501 1D2111 1C210C 41 0A 1B6401 1D564200 1B700019FA');
    expect(simulator.tearOff()).toEqual([
      { kind: 'line', text: 'A', align: 'centre', bold: true, double: true },
      { kind: 'line', text: '', align: 'centre', bold: true, double: true },
      { kind: 'cut' },
    ]);
    expect([simulator.drawerPulses(), simulator.paper()]).toEqual([1, []]);
  });

  test('a QR code by its five commands', () => {
    const { simulator, hears } = plugged();
    hears('1D286B040031413200 1D286B0300314306 1D286B0300314531 1D286B0500315030 4142 1D286B0300315130');
    expect(simulator.paper()).toEqual([{ kind: 'qr', content: 'AB', moduleDots: 6 }]);
  });

  test('a raster picture, most significant bit left', () => {
    const { simulator, hears } = plugged();
    hears('1D 76 30 00 01 00 02 00 81 7E');
    expect(simulator.paper()).toEqual([{ kind: 'picture', align: 'left', rows: ['#......#', '.######.'] }]);
  });

  test('a line that is too long goes on in the next', () => {
    const { simulator, hears } = plugged({ columns: 32 });
    hears(`1C26 ${'41'.repeat(31)} D6D0 0A`);
    expect(simulator.paper()).toMatchObject([{ text: 'A'.repeat(31) }, { text: '中' }]);
  });

  test('commands may come in any pieces', () => {
    const { simulator, connection } = plugged();
    const stream = bytesOf('1B40 1C26 D6D0 0A 1D763000 0100 0100 10 1D286B0500315030 1B40 1D286B0300315130 41 0A');
    for (const byte of stream) connection.receive(Uint8Array.of(byte));
    expect(simulator.paper().map(({ kind }) => kind)).toEqual(['line', 'picture', 'qr', 'line']);
    expect(simulator.paper()[0]).toMatchObject({ text: '中' });
  });
});
