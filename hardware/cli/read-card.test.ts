import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { SerialPort } from 'serialport';
import { afterEach, describe, expect, test } from 'vitest';
import { createPtyCable, hasSocat } from '../testing/pty.ts';
import { runCli, startCli, startSimulation } from './testing/run-cli.ts';
import { createCounter } from './testing/simulators.ts';

const counter = createCounter();
afterEach(counter.clearAway);

/** A reader with this card on it. */
const readerWith = (card: string, ...orders: string[]) => counter.simulate('reader', `card ${card}`, ...orders);

/** A device that answers as `behave` says; its address. */
async function deviceThat(behave: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    behave(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  counter.later(async () => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), 'close');
  });
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const SAM_ID = '05.03-20160427-0001234567-0087654321';

describe('a card is told as one object', () => {
  test('a resident card, whole', async () => {
    const { address } = await readerWith('minority');
    const { code, events } = await runCli('read-card', address, '--json', '--reveal');
    expect(events).toEqual([
      {
        event: 'card',
        document: 'resident',
        name: '阿依古丽·买买提',
        sex: 'female',
        ethnicity: '维吾尔',
        birth: '1993-06-11',
        address: '新疆维吾尔自治区莎车县示例乡样板村4号',
        number: expect.stringMatching(/^65312519930611986[\dX]$/) as string,
        numberValid: true,
        authority: '莎车县公安局',
        validFrom: '2021-01-18',
        validTo: '2041-01-18',
        samId: SAM_ID,
        warnings: [],
      },
    ]);
    expect(code).toBe(0);
  });

  test('masked, as long as nobody asks for more: a name, a birthday, a street or a number are in no output', async () => {
    const { address } = await readerWith('man');
    const { code, events, stdout, stderr } = await runCli('read-card', address, '--json');
    expect(code).toBe(0);
    expect(events[0]).toMatchObject({ name: '李**', birth: '1988-**-**', numberValid: true, address: /^河南省\*+$/ });
    for (const secret of ['李建国', '04-12', '示例镇', '0412']) expect(stdout + stderr).not.toContain(secret);
  });

  test.each([
    ['hmt', { document: 'hmt', issueCount: 2, passNumber: 'H00000098' }],
    ['foreign-2017', { document: 'fpr2017' }],
    ['foreign-2023', { document: 'fpr2023' }],
  ])('%s, with the fields that the document has', async (id, expected) => {
    const { address } = await readerWith(id);
    const { code, events } = await runCli('read-card', address, '--json', '--reveal');
    expect([code, events.length]).toEqual([0, 1]);
    expect(events[0]).toMatchObject({ ...expected, numberValid: true, samId: SAM_ID });
    expect(events[0]).not.toHaveProperty('ethnicity');
  });

  test('in words, in the language of the person', async () => {
    const { address } = await readerWith('woman');
    const { code, stdout, stderr } = await startCli(['read-card', address], { LANG: 'zh_CN.UTF-8' }).end;
    expect(code).toBe(0);
    expect(stdout).toContain('姓名  王**');
    expect(stdout).toContain('有效期止  长期');
    expect(stderr).toContain('请把身份证平放在读卡器上');
  });

  test('again and again, though the card lies there all the time', async () => {
    const { address } = await readerWith('rare');
    const [first, second] = [
      await runCli('read-card', address, '--json'),
      await runCli('read-card', address, '--json'),
    ];
    expect(second.events).toEqual(first.events);
  });

  test.skipIf(!hasSocat)('from a reader on a serial port (needs socat)', async () => {
    const cable = createPtyCable();
    await cable.plug();
    counter.later(() => cable.unplug());
    const simulation = await startSimulation('reader', '--card', 'expired', '--listen', `serial://${cable.devicePath}`);
    counter.later(simulation.stop);
    const { code, events } = await runCli('read-card', `serial://${cable.hostPath}`, '--json');
    expect([code, events]).toMatchObject([0, [{ document: 'resident', warnings: ['expired'] }]]);
  });

  test.each(['noise', 'slow'])('from a reader with bad manners: %s', async (manner) => {
    const { address } = await readerWith('man', `misbehave ${manner}`);
    const { code, events } = await runCli('read-card', address, '--json');
    expect([code, events]).toMatchObject([0, [{ document: 'resident' }]]);
  });
});

describe('no card is told as one error', () => {
  async function failing(...args: string[]): Promise<unknown> {
    const { code, events, stderr } = await runCli('read-card', ...args, '--json');
    expect(events.length).toBe(1);
    expect(stderr).toContain(events[0]?.['message']);
    return [code, events[0]?.['event'], events[0]?.['code']];
  }

  test('a document of an unknown letter', async () => {
    const { address } = await readerWith('unknown-letter');
    expect(await failing(address)).toEqual([1, 'error', 'unknown-document']);
  });

  test('a card that is taken away, once the time for another try is over', async () => {
    const { address } = await readerWith('pulled-away');
    expect(await failing(address, '--timeout', '3')).toEqual([1, 'error', 'taken-away']);
  });

  test('no card at all', async () => {
    const { address } = await counter.simulate('reader');
    expect(await failing(address, '--timeout', '2')).toEqual([1, 'error', 'timeout']);
  });

  test('a device that answers nothing', async () => {
    const address = await deviceThat(() => undefined);
    expect(await failing(address, '--timeout', '1')).toEqual([1, 'error', 'timeout']);
    expect(await failing(address)).toEqual([1, 'error', 'silent']);
  });

  test('a device that answers garbage without end', async () => {
    const address = await deviceThat((socket) => {
      const garbage = Buffer.from('AAAAAA966905080000900100'.repeat(200), 'hex');
      const more = (): void => {
        while (socket.writable && socket.write(garbage));
      };
      socket.on('drain', more);
      more();
    });
    expect(await failing(address, '--timeout', '3')).toEqual([1, 'error', expect.stringMatching(/^(timeout|silent)$/)]);
  });

  test('a device that hangs up', async () => {
    expect(await failing(await deviceThat((socket) => socket.end()))).toEqual([1, 'error', 'lost']);
  });

  test.each([
    ['nobody at the port', 'tcp://127.0.0.1:9', 'refused'],
    ['no such port', 'serial:///dev/ttyNONE7', 'port-missing'],
    ['no address', 'com3', 'bad-address'],
  ])('%s', async (_what, address, code) => {
    expect(await failing(address)).toEqual([1, 'error', code]);
  });

  test.skipIf(!hasSocat)('a port that another program holds (needs socat)', async () => {
    const cable = createPtyCable();
    await cable.plug();
    counter.later(() => cable.unplug());
    const holder = new SerialPort({ path: cable.hostPath, baudRate: 115200 });
    await once(holder, 'open');
    expect(await failing(`serial://${cable.hostPath}`)).toEqual([1, 'error', 'port-busy']);
    holder.close();
    await once(holder, 'close');
  });

  test('Ctrl-C', async () => {
    const { address } = await counter.simulate('reader');
    const cli = startCli(['read-card', address, '--json']);
    // It says so once it waits for a card.
    await cli.hint();
    cli.interrupt();
    expect(await cli.end).toMatchObject({ code: 130, events: [{ event: 'error', code: 'interrupted' }] });
  });
});
