import { envelopeSchema } from '#shared/wire/application.ts';
import { done, type Result } from '#shared/refusals/refusal.ts';
import { redeemInput } from '#shared/wire/enrolment.ts';
import { repaymentInputs } from '#shared/wire/repayments.ts';
import { terminalInputs, type TerminalProfile } from '#shared/wire/terminal.ts';
import { phoneVerified, putEvidence, requestCode, submit, verifyCode, withdraw } from './applications/index.ts';
import {
  findRepayment,
  makeFindLimit,
  payRepayment,
  prepareContract,
  repaymentState,
  signContract,
} from './lending/index.ts';
import { makeRedeem } from './merchants/index.ts';
import { terminalOrdersRouter } from './orders/terminal-router.ts';
import type { Platform } from './platform/context.ts';
import { enrolled, terminalTrpc as t, type Terminal } from './platform/trpc.ts';
import type { PaymentPort } from './platform/payments.ts';
import type { SmsPort } from './platform/sms.ts';
import { profileOf } from './terminal-profile.ts';
import { readState, watchState } from './terminal-state.ts';

/** What the terminal's procedures need of the world outside. */
export interface TerminalPorts {
  sms: SmsPort;
  payments: PaymentPort;
  sandbox: boolean;
}

/** All that terminals may ask for; every procedure answers with a `Result`. */
export function terminalRouter({ sms, payments, sandbox }: TerminalPorts) {
  const redeem = makeRedeem();
  const findLimit = makeFindLimit();
  const profile = async (platform: Platform, terminal: Terminal): Promise<Result<TerminalProfile>> =>
    done(await profileOf(platform, terminal, sandbox));
  return t.router({
    hello: t.procedure.query(({ ctx }) => enrolled(ctx, (terminal) => profile(ctx.platform, terminal))),
    enrol: t.router({
      /** The one procedure for who is not known yet: a code for a profile. The same code and key again: the same profile. */
      redeem: t.procedure.input(redeemInput).mutation(async ({ ctx, input }) => {
        const redeemed = await redeem(ctx.platform, ctx.address, input);
        return redeemed.ok ? profile(ctx.platform, redeemed.value) : redeemed;
      }),
    }),
    orders: terminalOrdersRouter,
    phone: t.router({
      requestCode: t.procedure
        .input(terminalInputs['phone.requestCode'])
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => requestCode(ctx.platform, sms, terminal, input))),
      verifyCode: t.procedure
        .input(terminalInputs['phone.verifyCode'])
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => verifyCode(ctx.platform, terminal, input))),
    }),
    evidence: t.router({
      put: t.procedure
        .input(terminalInputs['evidence.put'])
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => putEvidence(ctx.platform, terminal, input))),
    }),
    applications: t.router({
      submit: t.procedure
        .input(envelopeSchema)
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => submit(ctx.platform, terminal, input))),
      state: t.procedure
        .input(terminalInputs['applications.state'])
        .query(({ ctx, input }) => enrolled(ctx, (terminal) => readState(ctx.platform, terminal, input.applicationId))),
      /** The state at once and at each change; ends after a final one, or a refusal. */
      watch: t.procedure
        .input(terminalInputs['applications.state'])
        .subscription(({ ctx, input, signal }) =>
          watchState(ctx, input.applicationId, signal ?? new AbortController().signal),
        ),
      phoneVerified: t.procedure.input(terminalInputs['applications.phoneVerified']).mutation(({ ctx, input }) =>
        enrolled(ctx, async (terminal) => {
          const told = await phoneVerified(ctx.platform, terminal, input);
          return told.ok ? readState(ctx.platform, terminal, input.applicationId) : told;
        }),
      ),
      withdraw: t.procedure.input(terminalInputs['applications.withdraw']).mutation(({ ctx, input }) =>
        enrolled(ctx, async (terminal) => {
          const told = await withdraw(ctx.platform, terminal, input.applicationId);
          return told.ok ? readState(ctx.platform, terminal, input.applicationId) : told;
        }),
      ),
    }),
    contracts: t.router({
      prepare: t.procedure
        .input(terminalInputs['contracts.prepare'])
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => prepareContract(ctx.platform, terminal, input))),
      sign: t.procedure
        .input(terminalInputs['contracts.sign'])
        .mutation(({ ctx, input }) => enrolled(ctx, (terminal) => signContract(ctx.platform, terminal, input))),
    }),
    repayments: t.router({
      find: t.procedure
        .input(repaymentInputs['repayments.find'])
        .mutation(({ ctx, input }) =>
          enrolled(ctx, (terminal) => findRepayment(ctx.platform, findLimit, terminal, input)),
        ),
      pay: t.procedure
        .input(repaymentInputs['repayments.pay'])
        .mutation(({ ctx, input }) =>
          enrolled(ctx, (terminal) => payRepayment(ctx.platform, { payments, limit: findLimit, terminal }, input)),
        ),
      state: t.procedure
        .input(repaymentInputs['repayments.state'])
        .query(({ ctx, input }) =>
          enrolled(ctx, (terminal) => repaymentState(ctx.platform, payments, terminal, input.repaymentId)),
        ),
    }),
  });
}
export type TerminalRouter = ReturnType<typeof terminalRouter>;
