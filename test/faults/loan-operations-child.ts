// Random operations on loans in a process that can be killed. Which operation has which number depends on the number
// alone, so that one that was cut off is asked again as it was: the same command, the same content.
import { createHash } from 'node:crypto';
import { addDays, shanghaiDate } from '#shared/calendar/date.ts';
import { loanAction, LOAN_ACTIONS, type LoanActionInput } from '#shared/wire/loans.ts';
import { closeDueDays } from '#server/lending/index.ts';
import { act, type Actor } from '#server/lending/servicing/index.ts';
import { newUuid } from '#server/platform/context.ts';
import { openDatabase } from '#server/platform/database.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';

const [appUrl = '', serverSecret = '', firstInstant = '', from = '', till = '', sold = '', ...loanIds] =
  process.argv.slice(2);
const AT_A_TIME = 4;
const OPERATIONS_A_DAY = 250;
const DAY_MS = 86_400_000;

const operator: Actor = {
  id: 'staff:0',
  name: '客服乙',
  merchantId: null,
  permissions: new Set(['loans.read', 'loans.service', 'loans.refund', 'loans.write-off']),
};

let number = Number(from);
const clock = (): number => Number(firstInstant) + Math.floor(number / OPERATIONS_A_DAY) * DAY_MS;
const db = openDatabase(appUrl, { connectionsMax: AT_A_TIME });
const platform = { db, secrets: deriveSecrets(serverSecret), now: clock, newId: newUuid };

while (number < Number(till)) {
  await closeDueDays(platform, new AbortController().signal);
  const batch = Array.from({ length: Math.min(AT_A_TIME, Number(till) - number) }, (_, index) => number + index);
  const answers = await Promise.all(batch.map(perform));
  number += batch.length;
  process.send?.({ done: number, accepted: answers.filter((ok) => ok).length });
}
await db.close();
process.disconnect();

async function perform(which: number): Promise<boolean> {
  const draw = drawer(which);
  const place = draw(loanIds.length);
  const loanId = loanIds[place] ?? '';
  const action = loanAction.parse(actionOf(draw, place < Number(sold)));
  const asked = { commandId: idOf(which), loanId, version: null, action, actor: operator };
  // Five of a hundred are asked twice at once, as an impatient client does.
  const [first] = await Promise.all([act(platform, asked), ...(draw(20) === 0 ? [act(platform, asked)] : [])]);
  return first.ok;
}

/** Goods can come back only where there was a sale. */
function actionOf(draw: (below: number) => number, wasSold: boolean): LoanActionInput {
  const today = shanghaiDate(clock());
  const on = addDays(today, -draw(2) * draw(25));
  const paid = { on, amountFen: 1 + draw(draw(10) === 0 ? 900_00 : 300_00), note: '' };
  const kind = draw(3) > 0 ? 'repayment' : (LOAN_ACTIONS[draw(LOAN_ACTIONS.length)] ?? 'repayment');
  switch (kind) {
    case 'merchant-issued-refund':
      return { kind: wasSold ? kind : 'payout-refund', ...paid };
    case 'undo':
      return { kind, on: today, note: '', of: 1 + draw(30) };
    case 'chargeback':
      return { kind, ...paid, of: 1 + draw(30) };
    case 'charge':
      return {
        kind,
        ...paid,
        amountFen: 1 + draw(20_00),
        of: draw(2) === 0 ? 'fee' : 'penalty',
        dueOn: addDays(today, draw(40)),
      };
    case 'charge-waiver':
      return { kind, ...paid, of: draw(2) === 0 ? 'fee' : 'penalty' };
    case 're-age':
      return { kind, on: today, note: '', startOn: addDays(today, 20 + draw(20)), terms: 1 + draw(6) };
    case 'reschedule':
      return { kind, on: today, note: '', fromOn: addDays(today, draw(30)), annualRateBps: 600 + draw(1_200) };
    case 'interest-pause':
    case 'delinquency-pause':
      return { kind, on: today, note: '', fromOn: addDays(today, draw(10)), tillOn: addDays(today, 10 + draw(20)) };
    case 're-amortize':
      return { kind, on: today, note: '' };
    // Rare, so that most loans stay alive for the others.
    case 'pay-off':
    case 'charge-off':
    case 'write-off':
      return draw(12) === 0 ? { kind, on: today, note: '' } : { kind: 'repayment', ...paid };
    default:
      return { kind, ...paid };
  }
}

/** Whole numbers that follow from the operation's number alone. */
function drawer(which: number): (below: number) => number {
  let drawn = 0;
  return (below) => {
    drawn += 1;
    return createHash('sha256').update(`${which}/${drawn}`).digest().readUInt32BE() % below;
  };
}

function idOf(which: number): string {
  const hex = createHash('sha256').update(`command ${which}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
