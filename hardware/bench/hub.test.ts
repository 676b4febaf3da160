import { expect, test } from 'vitest';
import { benchHub } from './hub.ts';

test('a hundred thousand events through sixteen slots leave next to nothing behind', async () => {
  const bench = await benchHub(100_000);
  expect(bench.grownMegabytes).toBeLessThan(1);
  expect(bench.eventsPerSecond).toBeGreaterThan(0);
});
