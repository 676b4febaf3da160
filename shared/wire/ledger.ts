import { z } from 'zod';
import { amountSchema, fenSchema, idSchema, instantSchema } from './scalars.ts';

/** What the portal is told of the books. */
export const trialBalanceView = z.object({
  at: instantSchema,
  /** All books that may be asked for: the house's and one of each lender. */
  books: z.array(z.object({ id: idSchema, name: z.string() })),
  accounts: z.array(
    z.object({
      /** Whose book: its name. */
      book: z.string(),
      code: z.string(),
      name: z.string(),
      party: z.string(),
      debitFen: amountSchema,
      creditFen: amountSchema,
    }),
  ),
  totalDebitFen: amountSchema,
  totalCreditFen: amountSchema,
  balanced: z.boolean(),
  /** Principal owed by the loans' own account, for comparison with account 1303. */
  loanPrincipalFen: amountSchema,
});
export type TrialBalance = z.infer<typeof trialBalanceView>;

/** The current account between each lender and us, as its book and ours have it. */
export const reconciliationView = z.object({
  at: instantSchema,
  lenders: z.array(
    z.object({
      lenderId: idSchema,
      lender: z.string(),
      /** 1221 of the lender in the house's book: what it owes us; below zero: we owe it. */
      houseFen: fenSchema,
      /** 3001 in the lender's book: what it owes us. */
      lenderFen: fenSchema,
      /** Always zero. */
      differenceFen: fenSchema,
      /** Principal of its loans, 1303. */
      loansFen: fenSchema,
    }),
  ),
});
export type Reconciliation = z.infer<typeof reconciliationView>;
