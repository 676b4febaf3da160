import { isCalendarDate, type CalendarDate } from '#shared/calendar/date.ts';
import { parseYuan } from '#shared/money/fen.ts';
import { loanAction, type LoanAction, type LoanActionKind } from '#shared/wire/loans.ts';
import { normalizeTyped } from './typed-text.ts';

/** An action as it is typed: every field a text, empty until somebody fills or chooses it. */
export const ACTION_FIELDS = [
  'on',
  'amount',
  'payment',
  'portion',
  'dueOn',
  'fromOn',
  'tillOn',
  'startOn',
  'terms',
  'annualRate',
  'movedToOn',
  'extraTerms',
  'refundsInterest',
  'receivedAs',
  'note',
] as const;
export type ActionField = (typeof ACTION_FIELDS)[number];
export type Draft = Record<ActionField, string>;
export type DraftProblem =
  | 'missing'
  | 'not-an-amount'
  | 'not-a-date'
  | 'after-business-day'
  | 'not-a-number'
  | 'not-a-rate'
  | 'not-chosen'
  | 'nothing-changes';
export type ReadDraft =
  { ok: true; action: LoanAction } | { ok: false; problems: Partial<Record<ActionField, DraftProblem>> };

/** The fields of each action, in the order of the form. */
export const FIELDS_OF: Record<LoanActionKind, readonly ActionField[]> = {
  repayment: ['amount', 'on', 'receivedAs', 'note'],
  'pay-off': ['on', 'receivedAs', 'note'],
  'merchant-issued-refund': ['amount', 'refundsInterest', 'on', 'note'],
  'payout-refund': ['amount', 'refundsInterest', 'on', 'note'],
  'goodwill-credit': ['amount', 'on', 'note'],
  'interest-payment-waiver': ['amount', 'on', 'note'],
  chargeback: ['payment', 'amount', 'on', 'note'],
  'credit-balance-refund': ['amount', 'on', 'note'],
  charge: ['portion', 'amount', 'dueOn', 'on', 'note'],
  'charge-waiver': ['portion', 'amount', 'on', 'note'],
  'charge-off': ['on', 'note'],
  'write-off': ['on', 'note'],
  recovery: ['amount', 'on', 'receivedAs', 'note'],
  're-amortize': ['on', 'note'],
  're-age': ['startOn', 'terms', 'on', 'note'],
  reschedule: ['fromOn', 'annualRate', 'movedToOn', 'extraTerms', 'on', 'note'],
  'interest-pause': ['fromOn', 'tillOn', 'on', 'note'],
  'delinquency-pause': ['fromOn', 'tillOn', 'on', 'note'],
  undo: ['on', 'note'],
};

/** How a field is filled in. */
export const FIELD_KIND: Record<ActionField, 'yuan' | 'rate' | 'count' | 'date' | 'options' | 'payment' | 'text'> = {
  on: 'date',
  amount: 'yuan',
  payment: 'payment',
  portion: 'options',
  dueOn: 'date',
  fromOn: 'date',
  tillOn: 'date',
  startOn: 'date',
  terms: 'count',
  annualRate: 'rate',
  movedToOn: 'date',
  extraTerms: 'count',
  refundsInterest: 'options',
  receivedAs: 'text',
  note: 'text',
};

/** Money that came in explains itself; whatever changes what a shopper owes wants a reason. */
const WITHOUT_REASON: readonly LoanActionKind[] = ['repayment', 'pay-off', 'recovery'];
/** At least one of these must be given where the plan is changed. */
const PLAN_CHANGES = ['annualRate', 'movedToOn', 'extraTerms'] as const;

export function isOptional(kind: LoanActionKind, field: ActionField): boolean {
  if (field === 'note') return WITHOUT_REASON.includes(kind);
  return field === 'receivedAs' || PLAN_CHANGES.some((each) => each === field);
}

/** A form just opened. Only the value date is then set, which costs nobody anything: to the open business day. */
export const NOTHING_TYPED: Draft = {
  on: '',
  amount: '',
  payment: '',
  portion: '',
  dueOn: '',
  fromOn: '',
  tillOn: '',
  startOn: '',
  terms: '',
  annualRate: '',
  movedToOn: '',
  extraTerms: '',
  refundsInterest: '',
  receivedAs: '',
  note: '',
};

export interface DraftContext {
  kind: LoanActionKind;
  businessOn: CalendarDate;
  /** The transaction that is taken back. */
  of: number | null;
}

/** Reads what was typed; the same rules as the server's, and a problem for each field that needs another look. */
export function readDraft(draft: Draft, { kind, businessOn, of }: DraftContext): ReadDraft {
  const problems: Partial<Record<ActionField, DraftProblem>> = {};
  const input: Record<string, unknown> = { kind, ...(of !== null && { of }) };
  for (const field of FIELDS_OF[kind]) {
    const typed = normalizeTyped(draft[field]);
    if (typed === '' && isOptional(kind, field)) {
      if (field === 'note') input['note'] = '';
      continue;
    }
    const read = READERS[field](typed);
    if (read.problem !== undefined) problems[field] = read.problem;
    else input[read.key] = read.value;
  }
  if (problems.on === undefined && draft.on > businessOn) problems.on = 'after-business-day';
  if (kind === 'reschedule' && PLAN_CHANGES.every((field) => normalizeTyped(draft[field]) === '')) {
    problems.annualRate = 'nothing-changes';
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const parsed = loanAction.safeParse(input);
  return parsed.success ? { ok: true, action: parsed.data } : { ok: false, problems: problemsOf(parsed.error.issues) };
}

type Read = { key: string; value: unknown; problem?: undefined } | { problem: DraftProblem };
type Reader = (typed: string) => Read;

const READERS: Record<ActionField, Reader> = {
  on: date('on'),
  amount: (typed) => {
    const amountFen = parseYuan(typed);
    return amountFen === null || amountFen <= 0 ? { problem: 'not-an-amount' } : { key: 'amountFen', value: amountFen };
  },
  payment: (typed) => (typed === '' ? { problem: 'not-chosen' } : { key: 'of', value: Number(typed) }),
  portion: (typed) => (typed === '' ? { problem: 'not-chosen' } : { key: 'of', value: typed }),
  dueOn: date('dueOn'),
  fromOn: date('fromOn'),
  tillOn: date('tillOn'),
  startOn: date('startOn'),
  terms: count('terms'),
  annualRate: (typed) => {
    const rateBps = readPercent(typed);
    return rateBps === null ? { problem: 'not-a-rate' } : { key: 'annualRateBps', value: rateBps };
  },
  movedToOn: date('movedToOn'),
  extraTerms: count('extraTerms'),
  refundsInterest: (typed) =>
    typed === '' ? { problem: 'not-chosen' } : { key: 'refundsInterest', value: typed === 'yes' },
  receivedAs: text('receivedAs'),
  note: text('note'),
};

function date(key: string): Reader {
  return (typed) => (isCalendarDate(typed) ? { key, value: typed } : { problem: 'not-a-date' });
}

function count(key: string): Reader {
  return (typed) => (/^\d{1,2}$/.test(typed) ? { key, value: Number(typed) } : { problem: 'not-a-number' });
}

function text(key: string): Reader {
  return (typed) => (typed === '' ? { problem: 'missing' } : { key, value: typed });
}

/** `10.8` per cent a year is 1,080 basis points; null where it is no rate of at most two decimals. */
export function readPercent(typed: string): number | null {
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?%?$/.exec(typed);
  if (!match) return null;
  const [, whole = '0', decimals = ''] = match;
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

const FIELD_OF_KEY: Readonly<Record<string, { field: ActionField; problem: DraftProblem }>> = {
  amountFen: { field: 'amount', problem: 'not-an-amount' },
  annualRateBps: { field: 'annualRate', problem: 'not-a-rate' },
  terms: { field: 'terms', problem: 'not-a-number' },
  extraTerms: { field: 'extraTerms', problem: 'not-a-number' },
  receivedAs: { field: 'receivedAs', problem: 'missing' },
};

/** What only the wire's bounds find: too many terms, a rate above the ceiling. */
function problemsOf(issues: readonly { path: PropertyKey[] }[]): Partial<Record<ActionField, DraftProblem>> {
  const found: Partial<Record<ActionField, DraftProblem>> = {};
  for (const { path } of issues) {
    const { field, problem } = FIELD_OF_KEY[String(path[0])] ?? { field: 'note', problem: 'missing' };
    found[field] = problem;
  }
  return found;
}
