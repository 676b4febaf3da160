/** The program as people start it: its own process, real ports, real HTTP. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPrinter } from '../printer/escpos-printer.ts';
import type { PrinterEvent } from '../printer/printer.ts';
import { createCardReader } from '../card-reader/card-reader.ts';
import type { CardReaderEvent } from '../card-reader/events.ts';
import { createScanner } from '../scanner/create-scanner.ts';
import type { ScannerEvent } from '../scanner/scanner.ts';
import { createRecorder } from '../testing/recorder.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

function start(settings: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

let main: ChildProcess;
let settings: { READER_PORT: string; SCANNER_PORT: string; CONTROL_PORT: string; PRINTER_PORT: string };

beforeAll(async () => {
  const [reader, scanner, control, printer] = await freePorts(4);
  settings = {
    READER_PORT: `${reader}`,
    SCANNER_PORT: `${scanner}`,
    CONTROL_PORT: `${control}`,
    PRINTER_PORT: `${printer}`,
  };
  main = start(settings);
  const [message] = await once(main, 'message');
  expect(message).toEqual({ ready: true });
});

afterAll(async () => {
  const ended = once(main, 'exit');
  main.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const payload = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`http://127.0.0.1:${settings.CONTROL_PORT}${path}`, { method, ...payload });
  return { status: response.status, body: await response.json() };
}

/** Like `call`, with headers that fetch would not let through. */
async function statusWith(headers: Record<string, string>): Promise<number | undefined> {
  const sent = request({ host: '127.0.0.1', port: settings.CONTROL_PORT, path: '/state', headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

test('the people are listed with label, name, birth and note, and without their numbers', async () => {
  const { body } = await call('GET', '/cards');
  const cards = body as { id: string }[];
  expect(cards.map(({ id }) => id)).toEqual([
    'man',
    'woman',
    'minor',
    'expired',
    'minority',
    'rare',
    'unknown-letter',
    'pulled-away',
    'hmt',
    'foreign-2017',
    'foreign-2023',
  ]);
  expect(Object.keys(cards[0] ?? {})).toEqual(['id', 'label', 'name', 'birth', 'note']);
  expect(cards[0]).toMatchObject({ birth: '1988-04-12' });
});

test('a card is put, read by the driver over TCP, misbehaves, and is taken', async () => {
  const recorder = createRecorder<CardReaderEvent>();
  const reader = createCardReader({ address: `tcp://127.0.0.1:${settings.READER_PORT}`, onEvent: recorder.record });
  reader.start();
  reader.wake();
  await recorder.next('ready');
  expect((await call('POST', '/misbehave', { kind: 'pulled-away' })).body).toEqual({
    device: 'reader',
    kind: 'pulled-away',
  });
  await call('POST', '/card', { id: 'rare' });
  await recorder.next('read-failed');
  const put = await call('POST', '/card', { id: 'rare' });
  expect(put.body).toMatchObject({ reader: { plugged: true, card: { id: 'rare' } } });
  expect((await recorder.next('card-read')).record.name).toBe('刘䶮赟');
  expect((await call('DELETE', '/card')).body).toMatchObject({ reader: { card: null } });
  await recorder.next('card-removed');
  await reader.stop();
});

test('a scan reaches whoever listens, and the plug can be pulled and put back', async () => {
  const recorder = createRecorder<ScannerEvent>();
  const scanner = createScanner({ address: `tcp://127.0.0.1:${settings.SCANNER_PORT}`, onEvent: recorder.record });
  scanner.start();
  await recorder.next('ready');
  const unplugged = await call('POST', '/unplug', { device: 'scanner' });
  expect(unplugged.body).toMatchObject({ scanner: { plugged: false }, reader: { plugged: true } });
  await recorder.next('lost');
  expect((await call('POST', '/scan', { text: 'nobody' })).body).toEqual({ listeners: 0 });
  await call('POST', '/plug', { device: 'scanner' });
  await recorder.next('ready');
  expect((await call('POST', '/scan', { text: '测试' })).body).toEqual({ listeners: 1 });
  expect((await recorder.next('scan')).scan.text).toBe('测试');
  await scanner.stop();
});

test('a slip is printed, read as text, torn off, and refused without paper', async () => {
  const recorder = createRecorder<PrinterEvent>();
  const address = `tcp://127.0.0.1:${settings.PRINTER_PORT}`;
  const printer = createPrinter({ address, widthMm: 80, onEvent: recorder.record });
  printer.start();
  await recorder.next('ready');
  expect(await printer.print({ blocks: [{ kind: 'text', text: '测试 test' }] })).toEqual({ kind: 'printed' });
  const paper = (method: string): Promise<string> =>
    fetch(`http://127.0.0.1:${settings.CONTROL_PORT}/print-paper`, { method }).then((response) => response.text());
  expect(await paper('GET')).toMatch(/^测试 test *\n/);
  expect(await paper('DELETE')).toMatch(/^测试 test *\n/);
  expect(await paper('GET')).toBe('');
  await call('POST', '/misbehave', { device: 'printer', kind: 'paper-end' });
  const outcome = await printer.print({ blocks: [{ kind: 'text', text: 'nothing' }] });
  expect(outcome).toMatchObject({ kind: 'failed', troubles: ['paper-end', 'offline'] });
  await printer.stop();
});

test.each([
  ['POST', '/card', { id: 'nobody' }, 404, 'unknown-card'],
  ['POST', '/card', { id: 'man', more: 1 }, 400, 'bad-body'],
  ['POST', '/card', undefined, 400, 'bad-body'],
  ['POST', '/misbehave', { kind: 'explode' }, 400, 'bad-body'],
  ['POST', '/misbehave', { device: 'scanner', kind: 'paper-end' }, 400, 'bad-body'],
  ['POST', '/unplug', { device: 'camera' }, 400, 'bad-body'],
  ['POST', '/scan', { text: '' }, 400, 'bad-body'],
  ['POST', '/scan', { text: 'x'.repeat(17_000) }, 413, 'body-too-large'],
  ['GET', '/nothing', undefined, 404, 'unknown-route'],
  ['GET', '/card', undefined, 404, 'unknown-route'],
])('%s %s with a wrong request is refused', async (method, path, body, status, error) => {
  expect(await call(method, path, body)).toEqual({ status, body: { error } });
});

test('a body that is no JSON is refused', async () => {
  const response = await fetch(`http://127.0.0.1:${settings.CONTROL_PORT}/card`, { method: 'POST', body: '{' });
  expect([response.status, await response.json()]).toEqual([400, { error: 'bad-json' }]);
});

test('no web page gets in: neither one that shows its origin nor one with a name of its own for this machine', async () => {
  expect(await statusWith({ origin: 'http://127.0.0.1:5173' })).toBe(403);
  expect(await statusWith({ host: 'evil.example:4203' })).toBe(403);
  expect(await statusWith({ host: 'localhost:4203' })).toBe(200);
});

test('a port in use is named together with its variable, and the program ends with 1', async () => {
  const second = start({ ...settings, READER_PORT: '0', SCANNER_PORT: '0', PRINTER_PORT: '0' });
  const [[code], text] = await Promise.all([once(second, 'exit'), textOf(second.stderr)]);
  expect([code, text]).toEqual([
    1,
    `simulators: port ${settings.CONTROL_PORT} is in use; set CONTROL_PORT to another\n`,
  ]);
});

test('a setting that is no port is named, and the program ends with 1', async () => {
  const second = start({ ...settings, READER_PORT: 'many' });
  const [[code], text] = await Promise.all([once(second, 'exit'), textOf(second.stderr)]);
  expect([code, text]).toEqual([1, 'simulators: bad setting READER_PORT\n']);
});

test('the program ends with its parent', async () => {
  const second = start({ READER_PORT: '0', SCANNER_PORT: '0', CONTROL_PORT: '0', PRINTER_PORT: '0' });
  await once(second, 'message');
  const ended = once(second, 'exit');
  second.disconnect();
  expect(await ended).toEqual([0, null]);
});

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  if (stream !== null) for await (const piece of stream) text += String(piece);
  return text;
}
