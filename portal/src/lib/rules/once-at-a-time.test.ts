import { expect, test } from 'vitest';
import { onceAtATime } from './once-at-a-time.ts';

test('a burst of calls runs the task twice: the one under way, and one for all that came meanwhile', async () => {
  let runs = 0;
  const read = onceAtATime(async () => {
    runs += 1;
    await Promise.resolve();
  });
  await Promise.all([read(), read(), read(), read(), read()]);
  expect(runs).toBe(2);
  await read();
  expect(runs).toBe(3);
});

test('a task that failed can run again', async () => {
  let runs = 0;
  const read = onceAtATime(() => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('first')) : Promise.resolve();
  });
  await expect(read()).rejects.toThrow('first');
  await read();
  expect(runs).toBe(2);
});
