import { done, refuse, type Result } from '#shared/refusals/refusal.ts';
import { loanInputs, type LoanDetail } from '#shared/wire/loans.ts';
import type { Permission } from '#shared/wire/portal.ts';
import { idSchema } from '#shared/wire/scalars.ts';
import type { Platform } from '#server/platform/context.ts';
import { merchantScope, PLATFORM, type Tx } from '#server/platform/database.ts';
import { permitted, portalTrpc, type PortalContext, type Staff } from '#server/platform/trpc.ts';
import { statementFile } from '../statements/statement-file.ts';
import { act, listLoans, loanDetail, loanJournal, loanOfOrder, payoffOf, staffActor, whatIf } from './index.ts';

const PAGE = 50;

/** Loans as merchants see their own and operators all of them. What one may do to them is the actions' own rule. */
export const loansRouter = portalTrpc.router({
  list: portalTrpc.procedure
    .input(loanInputs['loans.list'].extend({ before: idSchema.nullable().default(null) }))
    .query(({ ctx, input }) =>
      reading(ctx, 'loans.read', async (tx) => done(await listLoans(tx, { ...input, limit: PAGE }))),
    ),
  get: portalTrpc.procedure
    .input(loanInputs['loans.get'])
    .query(({ ctx, input }) => reading(ctx, 'loans.read', (tx) => detail(ctx.platform, tx, input.loanId))),
  /** Null where the order has none. */
  ofOrder: portalTrpc.procedure
    .input(loanInputs['loans.ofOrder'])
    .query(({ ctx, input }) =>
      reading(ctx, 'loans.read', async (tx) => done(await loanOfOrder(ctx.platform, tx, input.orderId))),
    ),
  payoff: portalTrpc.procedure
    .input(loanInputs['loans.payoff'])
    .query(({ ctx, input }) => reading(ctx, 'loans.read', (tx) => payoffOf(ctx.platform, tx, input))),
  whatIf: portalTrpc.procedure
    .input(loanInputs['loans.whatIf'])
    .query(({ ctx, input }) =>
      reading(ctx, 'loans.read', (tx, staff) => whatIf(ctx.platform, tx, { ...input, actor: staffActor(staff) })),
    ),
  /** Answers with the loan as it then is. */
  act: portalTrpc.procedure.input(loanInputs['loans.act']).mutation(({ ctx, input }) =>
    permitted(ctx, 'loans.read', async (staff) => {
      const acted = await act(ctx.platform, { ...input, actor: staffActor(staff) });
      if (!acted.ok) return acted;
      return ctx.platform.db.transaction(scopeOf(staff), (tx) => detail(ctx.platform, tx, input.loanId));
    }),
  ),
  /** Who may read a loan may keep it as a file; it is written when the transaction is over. */
  statement: portalTrpc.procedure.input(loanInputs['loans.statement']).query(async ({ ctx, input }) => {
    const { loanId, ...asked } = input;
    const loan = await reading(ctx, 'loans.read', (tx) => detail(ctx.platform, tx, loanId));
    return loan.ok ? done(await statementFile(loan.value, { ...asked, madeAt: ctx.platform.now() })) : loan;
  }),
  /** Every posting behind the loan: for who may read the books, which no merchant may. */
  journal: portalTrpc.procedure
    .input(loanInputs['loans.journal'])
    .query(({ ctx, input }) => reading(ctx, 'ledger.read', (tx) => loanJournal(tx, input.loanId))),
});

async function detail(platform: Platform, tx: Tx, loanId: string): Promise<Result<LoanDetail>> {
  const loan = await loanDetail(platform, tx, loanId);
  return loan ? done(loan) : refuse('loan-not-found');
}

function reading<T>(
  ctx: PortalContext,
  permission: Permission,
  work: (tx: Tx, staff: Staff) => Promise<Result<T>>,
): Promise<Result<T>> {
  return permitted(ctx, permission, (staff) => ctx.platform.db.transaction(scopeOf(staff), (tx) => work(tx, staff)));
}

function scopeOf({ merchantId }: Staff) {
  return merchantId === null ? PLATFORM : merchantScope(merchantId);
}
