import { expect, test } from 'vitest';
import { createManualClock } from '../simulators/manual-clock.ts';
import { createSettledWriter } from './settled-writer.ts';

function written(settleMs: number) {
  const clock = createManualClock();
  const all: string[] = [];
  const writer = createSettledWriter<string>({ settleMs, clock, write: (what) => all.push(what) });
  return { clock, all, writer };
}

test('what is written while the board settles goes out afterwards, in order', async () => {
  const { clock, all, writer } = written(250);
  writer.write('a');
  writer.write('b');
  await clock.advance(249);
  expect(all).toEqual([]);
  await clock.advance(1);
  writer.write('c');
  expect(all).toEqual(['a', 'b', 'c']);
});

test('a board that needs no rest is written to at once', () => {
  const { all, writer } = written(0);
  writer.write('a');
  expect(all).toEqual(['a']);
});

test('after the end nothing goes out, neither what waits nor what comes', async () => {
  const { clock, all, writer } = written(250);
  writer.write('a');
  writer.end();
  writer.write('b');
  await clock.advance(1000);
  expect(all).toEqual([]);
});
