import { shanghaiDate } from '#shared/calendar/date.ts';
import { maskCitizenNumber, maskName } from '#shared/identity/number.ts';
import { maskPhone } from '#shared/identity/phone.ts';
import { makePlan, OFFERED_TERMS, usualInstalment } from '#shared/lending/plan.ts';
import { CONSENT_VERSION } from '#shared/messages/consents.ts';
import { CONSENT_PURPOSES, REQUIRED_CONSENTS, type ConsentPurpose } from '#shared/wire/application.ts';
import type { Fen } from '#shared/money/fen.ts';
import { answerTo, isPhoneDue, type CardInHand, type CodeSent, type Draft } from './machine/draft.ts';
import { repaymentOffers, type RepaymentOffer } from './machine/repay-choices.ts';
import type { Stage, StageOf } from './machine/stages.ts';
import type { CardView, ConsentView, ExamplePlan, Screen } from './snapshot.ts';

/** The cheapest price there is: examples before a decision say "from". */
const CHEAPEST_ANNUAL_RATE_BPS = 1_080;

/** The seen part of a session. Pure; masks whatever the screen masks, so that the page never holds more. */
export function screenOf(stage: Stage, context: { now: number; online: boolean }): Screen {
  switch (stage.at) {
    case 'idle':
      return { kind: 'idle' };
    case 'order': {
      const { order, fromCodeOnly } = stage.draft;
      return { kind: 'order', examples: examplePlans(order.principalFen, context.now), fromCodeOnly };
    }
    case 'consent':
      return {
        kind: 'consent',
        index: stage.index,
        of: CONSENT_PURPOSES.length,
        consent: consentView(stage.draft, CONSENT_PURPOSES[stage.index] ?? 'marketing'),
      };
    case 'identity': {
      const { card } = stage.draft;
      if (card) return { kind: 'identity', phase: 'read', card: cardView(card) };
      return { kind: 'identity', phase: stage.isReading ? 'reading' : 'waiting', card: null };
    }
    case 'face': {
      const { face } = stage.draft;
      if (!face) return { kind: 'face', phase: 'looking', preview: null };
      return {
        kind: 'face',
        phase: 'taken',
        preview: `data:image/jpeg;base64,${Buffer.from(face.jpeg).toString('base64')}`,
      };
    }
    case 'contact':
      return contactScreen(stage, context.online);
    case 'review': {
      const { card, phone, phoneVerification, incomeBand, occupation } = stage.draft;
      const phoneVerified = phoneVerification.status === 'verified';
      return {
        kind: 'review',
        card: cardView(card),
        phoneMasked: maskPhone(phone),
        phoneVerified,
        incomeBand,
        occupation,
        verifyPhoneFirst: context.online && isPhoneDue(stage.draft),
      };
    }
    case 'submitting':
      return { kind: 'submitting' };
    case 'signing':
      return { kind: 'signing', since: stage.since };
    case 'deciding':
      return { kind: 'deciding', reference: stage.filed.reference, since: stage.since };
    case 'saved-offline': {
      const { reference, phone, phoneVerified } = stage.filed;
      return { kind: 'saved-offline', reference, phoneMasked: maskPhone(phone), phoneVerified };
    }
    case 'phone-check':
      return codeScreen(stage.filed.codeSent, stage.filed.phone, context.now);
    case 'offers':
      return { kind: 'offers', offer: stage.offer, chosenTerms: stage.chosenTerms };
    case 'cost-statement': {
      const { costStatement, lender } = stage.contract;
      return { kind: 'cost-statement', statement: costStatement, shownAt: stage.shownAt, lender };
    }
    case 'contract':
      return { kind: 'contract', contract: stage.contract, shownAt: stage.shownAt };
    case 'receipt':
      return { kind: 'receipt', receipt: stage.receipt };
    case 'outcome': {
      const { outcome, reasons, filed, limitFen } = stage;
      return { kind: 'outcome', outcome, reasons: [...reasons], reference: filed.reference, limitFen };
    }
    case 'repay-find':
      return findScreen(stage);
    case 'repay-choose':
      return { kind: 'repay-choose', loan: stage.loan, offers: repaymentOffers(stage.loan) };
    case 'repay-pay': {
      const { merchant, reference } = stage.repaying.loan;
      return { kind: 'repay-pay', merchant, reference, offer: offerOf(stage) };
    }
    case 'repay-working':
      return { kind: 'repay-working', offer: offerOf(stage), since: stage.since };
    case 'repay-refused':
      return { kind: 'repay-refused', offer: offerOf(stage), reason: stage.reason };
    case 'repay-done':
      return { kind: 'repay-done', paid: stage.paid };
  }
}

function contactScreen({ ask, draft }: StageOf<'contact'>, online: boolean): Screen {
  switch (ask) {
    case 'phone':
      return { kind: 'contact', ask, phone: draft.phone, offline: !online };
    case 'code':
      return codeScreen(draft.codeSent, draft.phone, 0);
    case 'income':
      return { kind: 'contact', ask, chosen: draft.incomeBand };
    case 'occupation':
      return { kind: 'contact', ask, chosen: draft.occupation };
  }
}

function findScreen({ asks, reference, phoneLast4 }: StageOf<'repay-find'>): Screen {
  if (asks === 'reference') return { kind: 'repay-find', ask: asks, reference };
  return { kind: 'repay-find', ask: asks, reference, phoneLast4 };
}

function offerOf({ repaying }: StageOf<'repay-pay' | 'repay-working' | 'repay-refused'>): RepaymentOffer {
  return { choice: repaying.choice, amountFen: repaying.amountFen };
}

/** Before the first code is sent (`code` null) it may be asked for at once and nothing can be entered. */
function codeScreen(code: CodeSent | null, phone: string, now: number): Screen {
  const phoneMasked = code?.phoneMasked ?? maskPhone(phone);
  const { resendAt, expiresAt, attemptsLeft } = code ?? { resendAt: now, expiresAt: now, attemptsLeft: 0 };
  return { kind: 'contact', ask: 'code', phoneMasked, resendAt, expiresAt, attemptsLeft };
}

function consentView(draft: Draft, purpose: ConsentPurpose): ConsentView {
  const required: readonly ConsentPurpose[] = REQUIRED_CONSENTS;
  const granted = answerTo(draft, purpose)?.granted ?? null;
  return { purpose, required: required.includes(purpose), version: CONSENT_VERSION, granted };
}

function cardView({ fields }: CardInHand): CardView {
  const { document, name, number, sex, validTo } = fields;
  return {
    document,
    nameMasked: maskName(name),
    numberMasked: maskCitizenNumber(number),
    sex,
    ethnicity: 'ethnicity' in fields ? fields.ethnicity : null,
    nationality: 'nationality' in fields ? fields.nationality : null,
    validTo,
  };
}

function examplePlans(principalFen: Fen, now: number): ExamplePlan[] {
  const startOn = shanghaiDate(now);
  return OFFERED_TERMS.map((terms) => {
    const plan = makePlan({ principalFen, annualRateBps: CHEAPEST_ANNUAL_RATE_BPS, terms, startOn });
    return { terms, fromInstalmentFen: usualInstalment(plan), fromIrrBps: plan.irrBps };
  });
}
