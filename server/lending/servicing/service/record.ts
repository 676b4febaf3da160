import type { CalendarDate } from '#shared/calendar/date.ts';
import { earnedTill, freeze } from '#shared/lending/servicing/index.ts';
import { instantOf, postMany, reverseMany, type Posting } from '#server/ledger/index.ts';
import { audit } from '#server/platform/audit.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { emitMany } from '#server/platform/outbox.ts';
import { accrualOf, incomeOf, type Income } from '../../close/income.ts';
import { postingsOf, type Booked } from '../rules/entries.ts';
import { figuresOf, isFinal, type Figures } from '../rules/figures.ts';
import { changesBetween, linesOf, type LineChanges } from '../rules/lines.ts';
import type { Performed } from '../rules/perform.ts';
import { refundedIn } from '../rules/refunds.ts';
import { dayOf } from '../rules/units.ts';
import { selectLines, type LineRow } from '../store/lines.ts';
import { writeRecord } from '../store/record.ts';
import type { ServicingRow } from '../store/servicing.ts';

export interface Recording {
  row: ServicingRow;
  performed: Performed;
  changes: LineChanges;
  command: { commandId: string; kind: string; action: object; inputHash: string };
  /** What is answered if the command is asked again. */
  answer: object;
  actor: { id: string; name: string };
  note: string;
  businessOn: CalendarDate;
  /** What of its income is in the books. */
  booked: Income;
  feeBps: number;
}

/** Writes a command and all that follows from it: the loan, its book, the ledger, the events, the audit log. */
export async function record(platform: Platform, tx: Tx, recording: Recording): Promise<void> {
  const { row, performed, changes, command, actor, businessOn } = recording;
  const figures = figuresOf(performed.after);
  const income = incomeNow(recording, figures);
  const version = row.version + 1;
  await writeRecord(tx, {
    loanId: row.loanId,
    merchantId: row.merchantId,
    version,
    state: freeze(performed.after),
    figures,
    accrued: income.booked,
    feeBps: recording.feeBps,
    command: {
      ...command,
      events: performed.events,
      answer: recording.answer,
      actor: actor.id,
      postedAt: instantOf(platform, tx),
      businessOn,
    },
    lines: await lineRows(tx, recording),
    takenBack: changes.takenBack.map(({ n }) => n),
  });
  await book(platform, tx, recording, income.posting);
  await tell(platform, tx, recording, { figures, version });
}

/** A loan that will earn no more has all its income in the books at once; the others' comes day by day. */
function incomeNow(
  { row, performed, businessOn, booked }: Recording,
  figures: Figures,
): { booked: Income; posting: Posting | null } {
  if (!isFinal(figures)) return { booked, posting: null };
  const earned = incomeOf(earnedTill(performed.after, dayOf(businessOn)));
  const { loanId, contractNumber, lenderId, lender } = row;
  const earner = { loanId, contractNumber, lender: { id: lenderId, name: lender } };
  const posting = accrualOf(earner, businessOn, booked, earned);
  return { booked: earned, posting: posting && { ...posting, reference: `${loanId}:final:${row.version + 1}` } };
}

/** A line that came out otherwise keeps what was said of it when it was entered. */
async function lineRows(tx: Tx, { row, changes, actor, note }: Recording): Promise<LineRow[]> {
  const isReplay = changes.entered.some(({ before }) => before !== null);
  const said = new Map(isReplay ? (await selectLines(tx, row.loanId)).map((line) => [line.n, line.note]) : []);
  return changes.entered.map(({ line: { transaction: _transaction, isReversed: _isReversed, ...line }, before }) => ({
    ...line,
    actor: actor.name,
    note: before ? (said.get(line.n) ?? '') : note,
  }));
}

async function book(platform: Platform, tx: Tx, recording: Recording, income: Posting | null): Promise<void> {
  const { row, performed, changes, businessOn, feeBps } = recording;
  const refundedBefore = refundedIn(performed.before);
  const { postings, reversals } = postingsOf(bookedAs(row, feeBps), changes, { bookedOn: businessOn, refundedBefore });
  await reverseMany(platform, tx, reversals);
  await postMany(platform, tx, income ? [...postings, income] : postings);
}

export function bookedAs(row: ServicingRow, feeBps: number): Booked {
  const { loanId, contractNumber, lenderId, lender, storeId, store, merchantId } = row;
  return {
    loanId,
    contractNumber,
    lender: { id: lenderId, name: lender },
    store: { id: storeId, name: store, merchantId },
    feeBps,
  };
}

async function tell(
  platform: Platform,
  tx: Tx,
  { row, performed, command, actor, businessOn, changes }: Recording,
  { figures, version }: { figures: Figures; version: number },
): Promise<void> {
  const { loanId, merchantId } = row;
  const { status, bucket } = figures;
  const then = figuresOf(performed.before);
  const hasMoved = status !== then.status || bucket !== then.bucket;
  const about = { key: loanId, merchantId };
  await emitMany(platform, tx, [
    { topic: 'loan.changed' as const, ...about, payload: { loanId, version, kind: command.kind } },
    ...(hasMoved
      ? [
          {
            topic: 'loan.standing-changed' as const,
            ...about,
            payload: { loanId, status, bucket, on: businessOn },
          },
        ]
      : []),
  ]);
  const [first] = changes.entered;
  await audit(platform, tx, {
    actor: actor.id,
    action: `loan.${command.kind}`,
    subject: `loan:${loanId}`,
    merchantId,
    details: { command: command.commandId, version, businessOn, amountFen: first?.line.amountFen ?? null },
  });
}

export function changesOf({ before, after }: Performed): LineChanges {
  return changesBetween(linesOf(before), linesOf(after));
}
