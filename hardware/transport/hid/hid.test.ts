/** The promises of `HidTransport`, and of the stream on top of it; a true device is in the HID lab. */
import { expect, test } from 'vitest';
import { createManualClock } from '../../simulators/manual-clock.ts';
import { createFakeHid } from '../../testing/fake-hid.ts';
import { HONEYWELL_DESCRIPTOR } from '../../testing/honeywell-descriptor.ts';
import { mustOpen, refusalOf } from '../../testing/opened.ts';
import { hidStreamTransport } from './hid-stream.ts';
import { hidTransport } from './hid.ts';

let devices = 0;

function plugged(options: { descriptor?: Uint8Array; takesReports?: boolean } = {}) {
  devices += 1;
  const path = `/dev/hidraw-of-test-${process.pid}-${devices}`;
  const hid = createFakeHid({ path, ...options });
  const find = () => Promise.resolve({ ok: true, path } as const);
  return { hid, transport: hidTransport(find, createManualClock(), hid.system) };
}

test('each input report comes whole, with its id', async () => {
  const { hid, transport } = plugged({ descriptor: HONEYWELL_DESCRIPTOR });
  const opened = await mustOpen(transport);
  expect(opened.link.descriptor).toEqual(HONEYWELL_DESCRIPTOR);
  hid.send([2, 1, 0x5d]);
  hid.send([2, 1, 0x5e]);
  expect(opened.pieces.map((piece) => [...piece])).toEqual([
    [2, 1, 0x5d],
    [2, 1, 0x5e],
  ]);
  await opened.link.close();
});

// Protocols 2.6: `04 04` triggers; `FD len …` takes 64 bytes; `FE 01` is a feature report.
test('reports go out in order, filled up to the size that the descriptor names', async () => {
  const { hid, transport } = plugged({ descriptor: HONEYWELL_DESCRIPTOR });
  const { link } = await mustOpen(transport);
  const taken = [
    link.sendFeatureReport(Uint8Array.of(0xfe, 1)),
    link.write(Uint8Array.of(4, 4)),
    link.write(Uint8Array.of(0xfd, 3, 0x16, 0x54, 0x0d)),
  ];
  expect(await Promise.all(taken)).toEqual([true, true, true]);
  expect(hid.features).toEqual([[0xfe, 1]]);
  expect(hid.written).toEqual([
    [4, 4],
    [0xfd, 3, 0x16, 0x54, 0x0d, ...Array<number>(59).fill(0)],
  ]);
  await link.close();
});

test('a report that the device does not take is told, and the link lives on', async () => {
  const { hid, transport } = plugged({ takesReports: false });
  const { link, losses, pieces } = await mustOpen(transport);
  expect(await link.write(Uint8Array.of(4, 4))).toBe(false);
  hid.send([2, 0]);
  expect([losses, pieces.length]).toEqual([[], 1]);
  await link.close();
});

test('a device that is pulled is lost exactly once, and free to be opened again', async () => {
  const { hid, transport } = plugged();
  const opened = await mustOpen(transport);
  hid.unplug();
  hid.unplug();
  hid.send([1]);
  expect(await opened.lost).toMatchObject({ code: 'lost' });
  expect(await opened.link.write(Uint8Array.of(0, 1))).toBe(false);
  await opened.link.close();
  expect([opened.losses.length, opened.pieces.length, hid.log]).toEqual([1, 0, ['open', 'close']]);
  expect(await refusalOf(transport)).toBe('opened');
});

test('a device that is open already is busy, and free after closing', async () => {
  const { transport } = plugged();
  const { link, losses } = await mustOpen(transport);
  expect(await refusalOf(transport)).toBe('port-busy');
  await Promise.all([link.close(), link.close()]);
  expect(await refusalOf(transport)).toBe('opened');
  expect(losses).toEqual([]);
});

test('an opening that fails or is cancelled leaves no lock', async () => {
  const { hid, transport } = plugged();
  const failing = {
    ...hid.system,
    open: () => Promise.resolve({ ok: false, error: { code: 'driver-missing', detail: '' } } as const),
  };
  const find = async () => ({ ok: true, path: await hid.system.nameOf('') }) as const;
  expect(await refusalOf(hidTransport(find, createManualClock(), failing))).toBe('driver-missing');
  expect(await refusalOf(transport, AbortSignal.abort())).toBe('cancelled');
  expect(await refusalOf(transport)).toBe('opened');
});

test('a device that is not found is not opened', async () => {
  const { hid } = plugged();
  const find = () => Promise.resolve({ ok: false, error: { code: 'port-missing', detail: '' } } as const);
  expect(await refusalOf(hidTransport(find, createManualClock(), hid.system))).toBe('port-missing');
  expect(hid.log).toEqual([]);
});

test('the real system says what is not there', async () => {
  const find = () => Promise.resolve({ ok: true, path: '/dev/hidrawNothingHere' } as const);
  const refusal = await refusalOf(hidTransport(find, createManualClock()));
  expect(process.platform === 'linux' ? refusal : 'port-missing').toBe('port-missing');
});

test('a stream of bytes goes in reports both ways', async () => {
  const { hid, transport } = plugged();
  const stream = hidStreamTransport(transport, { reportId: 1, sizeBytes: 8, hasLength: true });
  const { link, pieces } = await mustOpen(stream);
  link.write(Uint8Array.of(1, 2, 3, 4, 5, 6, 7));
  await link.drain();
  expect(hid.written).toEqual([
    [1, 6, 1, 2, 3, 4, 5, 6],
    [1, 1, 7, 0, 0, 0, 0, 0],
  ]);
  hid.send([1, 2, 9, 8, 0, 0, 0, 0]);
  hid.send([1, 0, 0, 0, 0, 0, 0, 0]);
  hid.send([7, 2, 9, 8, 0, 0, 0, 0]);
  expect(pieces.map((piece) => [...piece])).toEqual([[9, 8]]);
  await link.close();
});

test('a stream whose device takes nothing is lost exactly once', async () => {
  const { hid, transport } = plugged({ takesReports: false });
  const opened = await mustOpen(hidStreamTransport(transport, { reportId: null, sizeBytes: 8, hasLength: false }));
  opened.link.write(new Uint8Array(30));
  expect(await opened.lost).toMatchObject({ code: 'lost' });
  await opened.link.drain();
  opened.link.write(Uint8Array.of(1));
  await opened.link.close();
  expect([opened.losses.length, hid.log]).toEqual([1, ['open', 'close']]);
});
