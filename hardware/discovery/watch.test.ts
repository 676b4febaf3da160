import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import type { LinuxTree } from '../testing/linux-tree.ts';
import { createLinuxTree } from '../testing/linux-tree.ts';
import { surveyLinux } from './linux.ts';
import { listDevices } from './list.ts';
import type { DeviceChange } from './watch.ts';
import { watchDevices } from './watch.ts';

let tree: LinuxTree;
beforeEach(() => {
  tree = createLinuxTree();
});
afterEach(() => tree.remove());

/** A watch whose next look, and what came of it, can be waited for. */
function watched() {
  const clock = createManualClock();
  const changes: string[][] = [];
  let looks = 0;
  let onLook = (): void => undefined;
  const watch = watchDevices({
    clock,
    onChange: ({ arrived, departed }: DeviceChange) =>
      changes.push([
        ...departed.map(({ place }) => `- ${place}`),
        ...arrived.map(({ place, access }) => `+ ${place} ${access}`),
      ]),
    everyMs: 1000,
    list: async () => {
      const listing = await listDevices(surveyLinux(tree.roots));
      looks += 1;
      onLook();
      return listing;
    },
  });
  const nextLook = async (count: number): Promise<void> => {
    while (looks < count) await new Promise<void>((done) => (onLook = done));
    await new Promise(setImmediate);
  };
  return { watch, clock, changes, nextLook };
}

test('arrivals, departures and changed permissions are told, and nothing else', async () => {
  const { watch, clock, changes, nextLook } = watched();
  await nextLook(1);
  expect(changes).toEqual([[]]);
  const face = tree.usb({ at: '1-1', ids: '1a86:7523', driver: 'ch341' });
  const path = tree.port('tty', 'ttyUSB0', join(face, 'ttyUSB0'));
  tree.forbidden.add(path);
  await clock.advance(1000);
  await nextLook(2);
  await clock.advance(1000);
  await nextLook(3);
  // Udev sets the permissions about a second after the arrival (protocols 5.3).
  tree.forbidden.clear();
  await clock.advance(1000);
  await nextLook(4);
  tree.unplug('1-1');
  await clock.advance(1000);
  await nextLook(5);
  expect(changes).toEqual([[], ['+ USB 1-1 no-permission'], ['- USB 1-1', '+ USB 1-1 ok'], ['- USB 1-1']]);
  watch.stop();
});

test('after stop nothing is told and nothing looked for', async () => {
  const { watch, clock, changes, nextLook } = watched();
  await nextLook(1);
  watch.stop();
  tree.usb({ at: '1-1', ids: '0400:c35a' });
  await clock.advance(60_000);
  expect(changes).toEqual([[]]);
});
