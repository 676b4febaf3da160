/** Sends tasks to the worker thread, and replaces a thread from which nothing is heard. */
import { Worker } from 'node:worker_threads';
import type { FuzzOutcome } from './fuzz.ts';
import type { Task } from './task.ts';
import { wordSchema } from './task.ts';

export interface Crew {
  /** One at a time. `silenceMs`: how long the thread may say nothing before it is taken to hang. */
  run(task: Task, silenceMs: number): Promise<FuzzOutcome>;
  close(): Promise<void>;
}

export function createCrew(program = new URL('./worker.ts', import.meta.url)): Crew {
  let worker: Worker | null = null;

  async function dismiss(): Promise<void> {
    const old = worker;
    worker = null;
    await old?.terminate();
  }

  function hear(on: Worker, silenceMs: number): Promise<FuzzOutcome> {
    return new Promise((settle) => {
      let episode = 0;
      const hangs = (): void => end({ ok: false, trouble: `hangs: nothing heard for ${silenceMs} ms`, episode });
      let silence = setTimeout(hangs, silenceMs);
      const listen = (message: unknown): void => {
        const word = wordSchema.parse(message);
        if (word.say === 'done') {
          end(word.outcome);
          return;
        }
        ({ episode } = word);
        clearTimeout(silence);
        silence = setTimeout(hangs, silenceMs);
      };
      const fall = (error: Error): void =>
        end({ ok: false, trouble: `unhandled: ${error.stack ?? error.message}`, episode });

      function end(outcome: FuzzOutcome): void {
        clearTimeout(silence);
        on.off('message', listen);
        on.off('error', fall);
        // What failed may have left anything behind.
        void (outcome.ok ? Promise.resolve() : dismiss()).then(() => settle(outcome));
      }
      on.on('message', listen);
      on.on('error', fall);
    });
  }

  return {
    run: (task, silenceMs) => {
      worker ??= new Worker(program);
      const outcome = hear(worker, silenceMs);
      worker.postMessage(task);
      return outcome;
    },
    close: dismiss,
  };
}
