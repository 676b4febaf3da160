/** What a session does next: a total table of states and events. The picture is in terminal/README.md. */
import { intentSchema } from '../intents.ts';
import type { SessionState } from '../states.ts';
import type { EventKind, EventOf, SessionEvent } from './events.ts';
import { consent, order } from './rows/opening.ts';
import { contact } from './rows/contact.ts';
import { deciding, savedOffline, submitting } from './rows/filing.ts';
import { face } from './rows/face.ts';
import { idle } from './rows/idle.ts';
import { identity } from './rows/identity.ts';
import { offers } from './rows/offers.ts';
import { outcome, receipt } from './rows/ending.ts';
import { phoneCheck } from './rows/phone-check.ts';
import { repayChoose, repayFind } from './rows/repay-find.ts';
import { repayDone, repayPay, repayRefused, repayWorking } from './rows/repay-pay.ts';
import { review } from './rows/review.ts';
import { contract, costStatement, signing } from './rows/signing.ts';
import type { Facts, Session, StageOf } from './stages.ts';
import type { Row, Step } from './step.ts';

const table: { readonly [S in SessionState]: Row<S> } = {
  idle,
  order,
  consent,
  identity,
  face,
  contact,
  review,
  submitting,
  deciding,
  'saved-offline': savedOffline,
  'phone-check': phoneCheck,
  offers,
  'cost-statement': costStatement,
  contract,
  signing,
  receipt,
  outcome,
  'repay-find': repayFind,
  'repay-choose': repayChoose,
  'repay-pay': repayPay,
  'repay-working': repayWorking,
  'repay-refused': repayRefused,
  'repay-done': repayDone,
};

const INTENT_KINDS: ReadonlySet<string> = new Set(intentSchema.options.map((option) => option.shape.kind.value));

/** Total: every event in every state gives a step, perhaps with a typed refusal. */
export function next(session: Session, event: SessionEvent, facts: Facts): Step {
  const awake = INTENT_KINDS.has(event.kind) ? { ...session, activeAt: facts.now } : session;
  const step = apply(awake, awake.stage, event, facts);
  if (step.session === awake || !isNobodys(event, awake, step.session)) return step;
  return { ...step, session: { ...step.session, activeAt: awake.activeAt } };
}

/** What happens without anybody there; a loose plug or a flapping line must not keep a deserted session alive. */
const SCANS: ReadonlySet<EventKind> = new Set(['code-scanned', 'reference-scanned', 'payment-code-scanned']);
const NOBODYS: ReadonlySet<EventKind> = new Set([
  'card-found',
  'card-removed',
  'card-failed',
  'device-lost',
  'device-back',
  'line-gone',
  'line-back',
]);

function isNobodys(event: SessionEvent, before: Session, after: Session): boolean {
  // On the idle screen a scan is how a visit begins.
  if (before.stage.at === 'idle') return false;
  // Elsewhere it is a person's where it leads on; a code that is only refused may lie before the scanner by itself.
  if (SCANS.has(event.kind)) return after.stage === before.stage;
  // Back to waiting, as after every flap of the line: nothing new to read.
  if (event.kind === 'application-state') return after.stage.at === 'deciding';
  return NOBODYS.has(event.kind);
}

function apply<S extends SessionState, K extends EventKind>(
  session: Session,
  stage: StageOf<S>,
  event: EventOf<K>,
  facts: Facts,
): Step {
  const row: Row<S> = table[stage.at];
  return row[event.kind]({ session, stage, event, facts });
}
