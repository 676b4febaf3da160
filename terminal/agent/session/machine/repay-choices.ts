/** What somebody who came to repay can choose. The server's figures, and nothing computed but one sum of them. */
import { addFen, type Fen } from '#shared/money/fen.ts';
import type { RepaymentChoice, RepaymentView } from '#shared/wire/repayments.ts';

export interface RepaymentOffer {
  readonly choice: RepaymentChoice;
  readonly amountFen: Fen;
}

/** The choices that make sense, the smallest first: what costs as much as closing the loan is offered as that. */
export function repaymentOffers({ overdueFen, next, payoffFen }: RepaymentView): RepaymentOffer[] {
  const offers: RepaymentOffer[] = [];
  if (overdueFen > 0) offers.push({ choice: 'overdue', amountFen: overdueFen });
  if (next !== null) offers.push({ choice: 'next', amountFen: addFen(overdueFen, next.amountFen) });
  return [
    ...offers.filter(({ amountFen }) => amountFen < payoffFen),
    ...(payoffFen > 0 ? [{ choice: 'payoff', amountFen: payoffFen } as const] : []),
  ];
}
