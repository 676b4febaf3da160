import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import type { InputOf } from '../server-link/port.ts';
import type { PaymentRefusal, RepaymentState, RepaymentView } from '#shared/wire/repayments.ts';
import { PHONE_LAST4, REFERENCE, repaymentState, repaymentView } from './repayments.ts';

/** The server's side of repaying: one id is one charge. What the payment service says, the test says. */
export class FakeRepayments {
  loan: RepaymentView = repaymentView();
  /** How the next charges end. */
  service: 'paid' | 'pending' | PaymentRefusal = 'paid';
  /** Every charge that the payment service was asked for, by its id. */
  readonly charges: string[] = [];
  readonly #states = new Map<string, RepaymentState>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  find({ reference, phoneLast4 }: InputOf<'repayments.find'>): Result<RepaymentView> {
    return reference === REFERENCE && phoneLast4 === PHONE_LAST4 ? done(this.loan) : refuse('repayment-not-found');
  }

  pay({ repaymentId, version, choice, amountFen, service }: InputOf<'repayments.pay'>): Result<RepaymentState> {
    const known = this.#states.get(repaymentId);
    if (known) return done(known);
    if (version !== this.loan.version) return refuse('loan-changed');
    this.charges.push(repaymentId);
    const asked = repaymentState({
      repaymentId,
      state: 'pending',
      choice,
      amountFen,
      service,
      paidAt: null,
      after: null,
    });
    this.#states.set(repaymentId, asked);
    return this.service === 'pending' ? done(asked) : this.end(repaymentId, this.service);
  }

  state(repaymentId: string): Result<RepaymentState> {
    const known = this.#states.get(repaymentId);
    return known ? done(known) : refuse('repayment-not-found');
  }

  /** The payment service has made up its mind. */
  end(repaymentId: string, as: 'paid' | PaymentRefusal): Result<RepaymentState> {
    const asked = this.#states.get(repaymentId);
    if (!asked) throw new Error('there is no such charge');
    const { after } = repaymentState();
    const ended: RepaymentState =
      as === 'paid'
        ? { ...asked, state: 'paid', paidAt: this.#now(), after }
        : { ...asked, state: 'refused', reason: as };
    this.#states.set(repaymentId, ended);
    return done(ended);
  }
}
