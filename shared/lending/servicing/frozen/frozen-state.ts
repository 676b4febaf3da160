import { z } from 'zod';
import { TRANSACTION_KINDS } from '../kinds.ts';

/**
 * A state as plain JSON, to be stored: amounts in minor units as decimal texts, portions in the order of their names in `Portions`, days
 * as day numbers. Rows and transactions are stored with what they follow from, so that nothing is replayed to read them.
 * The terms are stored beside it.
 */
const unitsSchema = z.string().regex(/^-?\d+$/);
const portionsSchema = z.tuple([unitsSchema, unitsSchema, unitsSchema, unitsSchema]);
const daySchema = z.int();
const numberedSchema = z.object({ id: z.int(), enteredOn: daySchema, isReversed: z.boolean() });
const reAgeSchema = z.object({
  type: z.literal('re-age'),
  on: daySchema,
  startOn: daySchema,
  installments: z.int(),
  every: z.int(),
  unit: z.enum(['months', 'weeks', 'days']),
});

const entrySchema = numberedSchema.extend({
  kind: z.enum(TRANSACTION_KINDS),
  on: daySchema,
  amount: unitsSchema,
  place: z.number(),
  of: z.int().optional(),
  reAge: reAgeSchema.optional(),
  waives: z.enum(['fee', 'penalty']).optional(),
  accrued: portionsSchema.optional(),
});
const chargeSchema = numberedSchema.extend({
  kind: z.enum(['fee', 'penalty']),
  due: daySchema,
  amount: unitsSchema,
});
const variedSchema = numberedSchema.extend({ from: daySchema });
const variationSchema = z.discriminatedUnion('kind', [
  variedSchema.extend({ kind: z.literal('rate'), rate: z.tuple([unitsSchema, unitsSchema]) }),
  variedSchema.extend({ kind: z.literal('pause'), to: daySchema }),
  variedSchema.extend({ kind: z.literal('delinquency-pause'), to: daySchema }),
  variedSchema.extend({ kind: z.literal('extend'), terms: z.int() }),
  variedSchema.extend({ kind: z.literal('due-date'), due: daySchema }),
]);
/** In the order of their value dates; `of` is the number of the entry. */
const transactionSchema = z.object({
  of: z.int(),
  version: z.int(),
  isReplayed: z.boolean(),
  amount: unitsSchema,
  portions: portionsSchema,
  overpaid: unitsSchema,
  balance: unitsSchema,
  isOffBooks: z.boolean(),
});
const rowSchema = z.object({
  kind: z.enum(['down-payment', 'instalment', 'additional']),
  isReAged: z.boolean(),
  from: daySchema,
  due: daySchema,
  owed: portionsSchema,
  credited: portionsSchema,
  paid: portionsSchema,
  forgiven: portionsSchema,
  latePenalty: unitsSchema,
  inAdvance: unitsSchema,
  late: unitsSchema,
  metOn: daySchema.nullable(),
});

export const frozenStateSchema = z.object({
  today: daySchema,
  approved: z.object({ amount: unitsSchema, expectedOn: daySchema }).nullable(),
  nextId: z.int(),
  entries: z.array(entrySchema),
  charges: z.array(chargeSchema),
  variations: z.array(variationSchema),
  recalculatedTill: daySchema.nullable(),
  closedTill: daySchema.nullable(),
  transactions: z.array(transactionSchema),
  rows: z.array(rowSchema),
  overpaid: unitsSchema,
});
export type FrozenState = z.infer<typeof frozenStateSchema>;
export type FrozenPortions = z.infer<typeof portionsSchema>;
