import { z } from 'zod';
import { daySchema, decimalSchema } from '../schedule/schemas.ts';

/** The forms in which flows are given. Positive amounts go to the borrower, negative ones come from the borrower. */
export const periodicFlowsSchema = z.array(decimalSchema).min(2).max(3_600);

export const datedFlowsSchema = z
  .array(z.object({ on: daySchema, amount: decimalSchema }))
  .min(2)
  .max(3_600);

const timeSchema = z.object({
  years: z.int().min(0).default(0),
  months: z.int().min(0).default(0),
  weeks: z.int().min(0).default(0),
  days: z.int().min(0).default(0),
  /** Days of the year the days are a part of. */
  yearDays: z.union([z.literal(365), z.literal(366)]).default(365),
});

/** With `repeat` a series: its k-th member is at `at` + k × `every`. */
export const spacedFlowsSchema = z
  .array(
    z.object({
      at: timeSchema,
      amount: decimalSchema,
      repeat: z.int().min(1).max(3_600).default(1),
      every: timeSchema.prefault({}),
    }),
  )
  .min(1)
  .max(3_600);

export const unitPeriodSchema = z.object({
  unit: z.enum(['day', 'week', 'half-month', 'month', 'year']),
  multiple: z.int().min(1).default(1),
  /** Unit periods in a year; a quotient where that is no whole number: `365/255`. */
  perYear: z.union([z.string(), z.number()]).transform(String),
});

export type PeriodicFlows = z.input<typeof periodicFlowsSchema>;
export type DatedFlows = z.input<typeof datedFlowsSchema>;
export type SpacedFlows = z.input<typeof spacedFlowsSchema>;
export type UnitPeriod = z.input<typeof unitPeriodSchema>;
