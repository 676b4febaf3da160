import { afterEach, describe, expect, test } from 'vitest';
import { runCli, startCli, startSimulation } from './testing/run-cli.ts';
import { createCounter } from './testing/simulators.ts';

const counter = createCounter();
afterEach(counter.clearAway);

describe('scan', () => {
  test.each([
    ['scanner', 'lines'],
    ['scanner-newland', 'newland'],
    ['scanner-honeywell', 'honeywell'],
    ['scanner-ssi', 'ssi'],
  ] as const)('--once ends with the first scan of a %s', async (kind, protocol) => {
    const address = await counter.scannerReading(kind, '6901234567892');
    const { code, events } = await runCli('scan', address, '--once', '--json', '--protocol', protocol);
    expect(events).toMatchObject([{ event: 'scan', kind: 'gtin', format: 'gtin-13', gtin14: '06901234567892' }]);
    expect(code).toBe(0);
  });

  test('never tells a payment code', async () => {
    const address = await counter.scannerReading('scanner', '134567890123456789');
    const { code, events, stdout, stderr } = await runCli('scan', address, '--once', '--json');
    expect(events).toEqual([
      { event: 'scan', kind: 'payment-code', provider: 'wechat-pay', masked: '13************89', symbology: null },
    ]);
    expect(stdout + stderr).not.toMatch(/\d{5}/);
    expect(code).toBe(0);
  });

  test('goes on until Ctrl-C, which is no failure', async () => {
    const address = await counter.scannerReading('scanner', 'https://example.com/a');
    const scan = startCli(['scan', address, '--json']);
    expect(JSON.parse(await scan.line())).toMatchObject({ kind: 'link', host: 'example.com' });
    scan.interrupt();
    expect((await scan.end).code).toBe(0);
  });

  test('of nothing is a time-out', async () => {
    const { address } = await counter.simulate('scanner');
    const { code, events } = await runCli('scan', address, '--json', '--timeout', '1');
    expect([code, events]).toMatchObject([1, [{ event: 'error', code: 'timeout' }]]);
  });

  test('in a protocol that is not spoken there is refused', async () => {
    const { code, events } = await runCli('scan', 'tcp://127.0.0.1:9', '--json', '--protocol', 'hid-pos');
    expect([code, events]).toMatchObject([1, [{ event: 'error', code: 'not-supported' }]]);
  });
});

describe('print-test', () => {
  test('is a success when the printer has confirmed it, and the words are on the paper', async () => {
    const { address, orders } = await counter.simulate('printer');
    const { code, events } = await runCli('print-test', address, '--json', '--lang', 'zh');
    expect([code, events]).toEqual([0, [{ event: 'printed' }]]);
    expect(orders['paper']?.('')).toMatch(/打印测试[^]*一二三四五[^]*\[picture[^]*ZHANGGUI TEST/);
  });

  test('without paper says so', async () => {
    const { address } = await counter.simulate('printer', 'misbehave paper-end');
    const { code, events, stderr } = await runCli('print-test', address, '--json', '--width', '58');
    expect([code, events]).toMatchObject([1, [{ event: 'error', code: 'print-failed', detail: 'paper-end offline' }]]);
    expect(stderr).toContain('Out of paper');
  });

  test('of a printer that does not answer claims nothing', async () => {
    const { address } = await counter.simulate('printer', 'misbehave silent');
    const { code, events } = await runCli('print-test', address, '--json');
    expect([code, events[0]?.['event']]).toEqual([1, 'error']);
  });
});

describe('probe and status', () => {
  test('find out what each device is', async () => {
    const devices = {
      reader: { kind: 'reader', samId: '05.03-20160427-0001234567-0087654321' },
      printer: { kind: 'printer' },
      'scanner-newland': { kind: 'scanner', protocol: 'newland' },
      'scanner-honeywell': {
        kind: 'scanner',
        protocol: 'honeywell',
        model: 'Simulated 1900',
        firmware: '$ProjectRevision: 12345',
      },
      'scanner-ssi': { kind: 'scanner', protocol: 'ssi', firmware: 'SIM-00001 A00' },
    } as const;
    const kinds = Object.keys(devices) as (keyof typeof devices)[];
    // At once, since most of it is waiting.
    await Promise.all(
      kinds.map(async (kind) => {
        const { address } = await counter.simulate(kind);
        const { code, events } = await runCli('probe', address, '--json');
        expect([code, events]).toEqual([0, [{ event: 'found', address, ...devices[kind] }]]);
      }),
    );
  });

  test('say that nobody answers', async () => {
    const { address } = await counter.simulate('reader', 'misbehave silence');
    const { code, events } = await runCli('probe', address, '--json');
    expect([code, events]).toMatchObject([1, [{ event: 'error', code: 'nothing-answers' }]]);
  });

  test('tell what a printer needs', async () => {
    const { address } = await counter.simulate('printer', 'misbehave cover-open');
    const { code, events } = await runCli('status', address, '--json');
    expect(code).toBe(0);
    expect(events).toMatchObject([
      {
        event: 'status',
        kind: 'printer',
        state: 'ready',
        printer: { answers: true, troubles: ['cover-open', 'offline'] },
      },
    ]);
  });

  test('tell how a reader is', async () => {
    const { address } = await counter.simulate('reader');
    const { events } = await runCli('status', address, '--json');
    expect(events).toMatchObject([{ kind: 'reader', state: 'ready', identity: { baud: 115200 }, printer: null }]);
  });
});

describe('simulate', () => {
  test('tells where it listens, takes orders, and ends with 0 on Ctrl-C', async () => {
    const simulation = await startSimulation('reader', '--listen', 'tcp://127.0.0.1:0');
    expect(simulation.address).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    simulation.cli.type('card woman');
    const { events } = await runCli('read-card', simulation.address, '--json', '--timeout', '10');
    expect(events).toMatchObject([{ document: 'resident', validTo: 'long-term' }]);
    expect((await simulation.stop()).code).toBe(0);
  });

  test('gives the cards their turns', async () => {
    const { address, stop } = await startSimulation('reader', '--card', 'pulled-away', 'man');
    counter.later(stop);
    const { code, events } = await runCli('read-card', address, '--json', '--reveal', '--timeout', '15');
    expect([code, events]).toMatchObject([0, [{ name: '李建国' }]]);
  });

  test('refuses what it cannot do', async () => {
    const cases = [
      [['reader', '--card', 'nobody'], 1, 'unknown-card'],
      [['reader', '--listen', 'udp://127.0.0.1:0'], 1, 'bad-address'],
      [['reader', '--misbehave', 'explode'], 2, 'usage'],
      [['oven'], 2, 'usage'],
    ] as const;
    const ends = await Promise.all(cases.map(([args]) => runCli('simulate', ...args, '--json')));
    const seen = ends.map(({ code, events }) => [code, ...events.map((event) => event['code'])]);
    expect(seen).toEqual(cases.map(([, exitCode, code]) => [exitCode, code]));
  });

  test('names a port that is taken', async () => {
    const { address } = await counter.simulate('printer');
    const { code, events } = await runCli('simulate', 'printer', '--listen', address, '--json');
    expect([code, events]).toMatchObject([1, [{ event: 'error', code: 'port-taken' }]]);
  });
});

describe('the command line', () => {
  test('lists devices and what it could not see, one object a line', async () => {
    const { code, events } = await runCli('devices', '--json');
    expect(code).toBe(0);
    for (const { event } of events) expect(['device', 'blind']).toContain(event);
  });

  test('examines this machine, and is as well as its worst finding', async () => {
    const { code, events } = await runCli('doctor', '--json');
    const checks = events.filter(({ event }) => event === 'check');
    expect(checks.length).toBeGreaterThan(4);
    expect(code).toBe(checks.some(({ state }) => state === 'bad') ? 1 : 0);
    for (const { state, line } of checks) expect(line === null).toBe(state === 'good');
  });

  test('does not understand everything, and says so with exit code 2', async () => {
    const wrong = ['', 'explode', 'read-card', 'devices --timeout soon', 'print-test x --width 70'];
    const ends = await Promise.all(wrong.map((line) => runCli(...line.split(' ').filter(Boolean), '--json')));
    for (const { code, events } of ends) {
      expect([code, events]).toMatchObject([2, [{ event: 'error', code: 'usage' }]]);
    }
  });

  test('has help in both languages', async () => {
    const [zh, en] = await Promise.all([
      runCli('scan', '--help', '--lang', 'zh'),
      runCli('scan', '--help', '--lang=en'),
    ]);
    expect([zh.code, en.code]).toEqual([0, 0]);
    expect(zh.stdout).toContain('等扫码');
    expect(en.stdout).toContain('wait for scans');
  });
});
