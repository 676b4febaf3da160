/** What the program and its worker thread say to each other. */
import { z } from 'zod';
import type { FuzzOutcome } from './fuzz.ts';
import type { Action } from './subject.ts';

const action = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('push'),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    whim: z.number(),
  }),
  z.object({ do: z.literal('quiet'), ms: z.number(), whim: z.number() }),
]) satisfies z.ZodType<Action>;

export const taskSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('fuzz'), subject: z.string(), bytes: z.number(), seed: z.number() }),
  /** Feeds just these; the outcome says nothing of bytes and memory. */
  z.object({ do: z.literal('replay'), subject: z.string(), actions: z.array(action).readonly() }),
]);
export type Task = z.infer<typeof taskSchema>;

const outcome = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    bytes: z.number(),
    messages: z.number(),
    megabytesPerSecond: z.number(),
    slowestMs: z.number(),
    grownBytes: z.number(),
  }),
  z.object({ ok: z.literal(false), trouble: z.string(), episode: z.number().nullable() }),
]) satisfies z.ZodType<FuzzOutcome>;

/** `alive`: an episode begins. */
export const wordSchema = z.discriminatedUnion('say', [
  z.object({ say: z.literal('alive'), episode: z.number() }),
  z.object({ say: z.literal('done'), outcome }),
]);
export type Word = z.infer<typeof wordSchema>;
