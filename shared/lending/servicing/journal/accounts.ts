/** The accounts a loan is booked to. A lender maps them to its own chart. */
export const ACCOUNTS = {
  loans: { name: 'Loans Receivable', class: 'ASSET' },
  receivable: { name: 'Interest/Fee Receivable', class: 'ASSET' },
  clearing: { name: 'Suspense/Clearing account', class: 'LIABILITY' },
  overpayment: { name: 'Overpayment account', class: 'LIABILITY' },
  interestIncome: { name: 'Interest Income', class: 'INCOME' },
  feeIncome: { name: 'Fee Income', class: 'INCOME' },
  loss: { name: 'Credit Loss/Bad Debt', class: 'EXPENSE' },
  recovery: { name: 'Recoveries', class: 'INCOME' },
  interestLoss: { name: 'Interest Income Charge Off', class: 'INCOME' },
  feeLoss: { name: 'Fee Charge Off', class: 'INCOME' },
  goodwill: { name: 'Goodwill Expense Account', class: 'EXPENSE' },
} as const;
export type AccountKey = keyof typeof ACCOUNTS;
