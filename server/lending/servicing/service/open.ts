import { shanghaiDate } from '#shared/calendar/date.ts';
import { freeze, termsOfPlan } from '#shared/lending/servicing/index.ts';
import { ZERO_FEN } from '#shared/money/fen.ts';
import { hashOf } from '#shared/wire/hash.ts';
import type { Platform } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { businessDay } from '../../close/business-day.ts';
import type { LoanRow } from '../../store/loans.ts';
import { figuresOf } from '../rules/figures.ts';
import { approval, asAgreed, bookedState, followsPlan } from '../rules/planned.ts';
import { termsIn } from '../rules/thawed.ts';
import { insertServicing, writeRecord } from '../store/record.ts';
import { findProduct } from '../store/servicing.ts';

/**
 * Begins the servicing of a loan that was just signed, under the product's settings of today. What is serviced is what was
 * signed: throws where the engine's rows are not the plan's, to the fen.
 */
export async function openServicing(
  platform: Platform,
  tx: Tx,
  loan: Pick<LoanRow, 'id' | 'merchantId' | 'lenderId' | 'plan' | 'bookedAt'>,
): Promise<void> {
  const { id: loanId, merchantId, lenderId, plan } = loan;
  const product = await findProduct(tx, plan.product);
  if (!product) throw new Error(`The product ${plan.product} has no settings.`);
  const businessOn = await businessDay(platform, tx);
  const startOn = shanghaiDate(loan.bookedAt);
  const terms = termsOfPlan(plan, startOn, product.settings);
  const state = bookedState({ terms: termsIn(terms), principalFen: plan.principalFen, startOn }, businessOn);
  const agreed = asAgreed(state);
  if (!followsPlan(agreed, plan)) throw new Error('The rows that would be serviced are not those that were signed.');
  const { outstandingFen, nextDueOn, dueFen } = figuresOf(agreed);
  const figures = { ...figuresOf(state), outstandingFen, nextDueOn, dueFen };
  const frozen = freeze(state);
  const { code: productCode, version: productVersion } = product;
  await insertServicing(tx, { loanId, merchantId, lenderId, productCode, productVersion, terms, frozen, businessOn });
  const action = { kind: 'book', planHash: plan.hash };
  await writeRecord(tx, {
    loanId,
    merchantId,
    version: 0,
    state: frozen,
    figures,
    accrued: { interestFen: ZERO_FEN, feeFen: ZERO_FEN, penaltyFen: ZERO_FEN },
    feeBps: null,
    command: {
      commandId: platform.newId(),
      kind: 'book',
      action,
      events: [approval(plan.principalFen, startOn)],
      inputHash: hashOf(action),
      answer: null,
      actor: 'system',
      postedAt: platform.now(),
      businessOn,
    },
    lines: [],
    takenBack: [],
  });
}
