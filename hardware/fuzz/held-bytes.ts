import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/** Heap and buffers in use, rubbish collected. */
export async function heldBytes(): Promise<number> {
  collect ??= exposeCollector();
  // What one collection frees, buffers above all, is counted as free only after the next.
  for (let round = 0; round < 2; round += 1) {
    collect();
    await setImmediate();
  }
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('gc');
  if (typeof found !== 'function') throw new Error('this Node cannot collect its rubbish on demand');
  return () => void Reflect.apply(found, undefined, []);
}
