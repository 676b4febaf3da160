import type { OrderView, TerminalProfile } from '#shared/wire/terminal.ts';
import { deadline, type IdleLimits } from './idle-time.ts';
import type { Facts, Session, Stage } from './machine/stages.ts';
import { screenOf } from './screens.ts';
import { printingOf } from './printing-view.ts';
import type { Snapshot } from './snapshot.ts';
import type { SessionState } from './states.ts';

export interface ProjectionContext {
  readonly revision: number;
  readonly facts: Pick<Facts, 'now' | 'online' | 'reader' | 'scanner' | 'paperWidthMm'>;
  readonly profile: TerminalProfile;
  readonly sandbox: boolean;
  /** Items of the vault that the server does not have yet. */
  readonly waiting: number;
  readonly limits: IdleLimits;
}

/** What the kiosk shows of a session: complete in itself, so that a page that was reloaded misses nothing. */
export function project(session: Session, context: ProjectionContext): Snapshot {
  const { stage, language, largeType, notice } = session;
  const { facts, profile } = context;
  return {
    revision: context.revision,
    state: stage.at,
    step: stepOf(stage.at),
    language,
    largeType,
    sandbox: context.sandbox,
    terminal: { label: profile.label, merchant: profile.merchant, store: profile.store },
    server: facts.online ? 'online' : 'offline',
    devices: { reader: facts.reader, scanner: facts.scanner },
    paused: pausedBy(stage, facts),
    busy: isBusy(stage),
    notice,
    order: orderOf(stage),
    waiting: context.waiting,
    // The idle screen resets itself without asking anybody.
    idle: stage.at === 'idle' ? null : deadline(session, context.limits),
    canGoBack: CAN_GO_BACK.has(stage.at),
    printing: printingOf(session, facts),
    screen: screenOf(stage, facts),
  };
}

const STEPS = [
  'order',
  'consent',
  'identity',
  'face',
  'contact',
  'review',
  'offers',
  'cost-statement',
  'contract',
] as const;
const REPAYMENT_STEPS = ['find', 'choose', 'pay'] as const;
type Step = (typeof STEPS)[number] | (typeof REPAYMENT_STEPS)[number];
const FLOWS: readonly (readonly Step[])[] = [STEPS, REPAYMENT_STEPS];
const STEP_OF: Record<SessionState, Step | null> = {
  idle: null,
  order: 'order',
  consent: 'consent',
  identity: 'identity',
  face: 'face',
  contact: 'contact',
  review: 'review',
  submitting: 'review',
  deciding: 'review',
  'saved-offline': 'review',
  'phone-check': 'contact',
  offers: 'offers',
  'cost-statement': 'cost-statement',
  contract: 'contract',
  signing: 'contract',
  receipt: null,
  outcome: null,
  'repay-find': 'find',
  'repay-choose': 'choose',
  'repay-pay': 'pay',
  'repay-working': 'pay',
  'repay-refused': 'pay',
  'repay-done': null,
};

/** States whose row has a `back` of its own. */
export const CAN_GO_BACK: ReadonlySet<SessionState> = new Set([
  'order',
  'consent',
  'identity',
  'face',
  'contact',
  'review',
  'cost-statement',
  'contract',
  'repay-find',
  'repay-choose',
  'repay-pay',
  'repay-refused',
]);

function stepOf(state: SessionState): Snapshot['step'] {
  const step = STEP_OF[state];
  const flow = step === null ? undefined : FLOWS.find((steps) => steps.includes(step));
  return step === null || flow === undefined ? null : { n: flow.indexOf(step) + 1, of: flow.length };
}

function orderOf(stage: Stage): OrderView | null {
  if ('draft' in stage) return stage.draft.order;
  if ('filed' in stage) return stage.filed.order;
  return 'order' in stage ? stage.order : null;
}

function isBusy(stage: Stage): boolean {
  if (stage.at === 'idle') return stage.opening !== null;
  if ('pending' in stage) return stage.pending !== null;
  return stage.at === 'submitting' || stage.at === 'signing';
}

/** A step waits only for the device that it needs, and a card that has been read needs no reader any more. */
function pausedBy(stage: Stage, { reader, scanner }: ProjectionContext['facts']): Snapshot['paused'] {
  if (stage.at === 'identity' && !stage.draft.card && reader === 'lost') return { device: 'reader' };
  const needsScanner = stage.at === 'idle' || stage.at === 'repay-pay';
  return needsScanner && scanner === 'lost' ? { device: 'scanner' } : null;
}
