/** The thread in which subjects are fed: one that hangs can be ended from outside. */
import { parentPort } from 'node:worker_threads';
import { createFeeder } from './feed.ts';
import type { FuzzOutcome } from './fuzz.ts';
import { fuzz } from './fuzz.ts';
import { SUBJECTS } from './subjects.ts';
import type { Subject } from './subject.ts';
import type { Task, Word } from './task.ts';
import { taskSchema } from './task.ts';

const port = parentPort;
port?.on('message', (message: unknown) => {
  void work(taskSchema.parse(message)).then((outcome) => say({ say: 'done', outcome }));
});

function say(word: Word): void {
  port?.postMessage(word);
}

async function work(task: Task): Promise<FuzzOutcome> {
  const subject = SUBJECTS.find(({ name }) => name === task.subject);
  if (subject === undefined) throw new Error(`no subject ${task.subject}`);
  if (task.do === 'replay') return replay(subject, task);
  const { bytes, seed } = task;
  return fuzz(subject, { bytes, seed, onEpisode: (episode) => say({ say: 'alive', episode }) });
}

async function replay(subject: Subject, { actions }: Extract<Task, { do: 'replay' }>): Promise<FuzzOutcome> {
  const feeder = createFeeder(subject.create());
  const outcome = await feeder.feed(actions);
  if (!outcome.ok) return { ...outcome, episode: 0 };
  return { ok: true, bytes: 0, megabytesPerSecond: 0, grownBytes: 0, ...feeder.totals() };
}
