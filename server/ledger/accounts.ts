/**
 * The account plan; codes by the Ministry of Finance's standard accounts. A book is kept for the house and for each
 * lender: every transaction belongs to one book and balances in it.
 *
 * House: what the lender owes us or we owe it (1221), the payment channel (1012), what merchants are owed (2202), our fees
 * (6021). Lender: the loans themselves (1303), interest and charges earned and not yet paid (1132), what customers have
 * overpaid (2203), the current account with us (3001), income and losses. 1221 of a lender in the house's book and 3001 in
 * that lender's book mirror each other at every instant.
 */
export const ACCOUNTS = {
  '1012': { kind: 'asset' },
  '1132': { kind: 'asset' },
  '1221': { kind: 'asset' },
  '1303': { kind: 'asset' },
  '1321': { kind: 'asset' },
  '2202': { kind: 'liability' },
  '2203': { kind: 'liability' },
  '2314': { kind: 'liability' },
  '3001': { kind: 'clearing' },
  '6011': { kind: 'income' },
  '6021': { kind: 'income' },
  '6301': { kind: 'income' },
  '6601': { kind: 'expense' },
  '6702': { kind: 'expense' },
  // Income written down with a charged-off loan: contra accounts of 6011 and 6021.
  '601109': { kind: 'income' },
  '602109': { kind: 'income' },
} as const satisfies Record<string, { kind: 'asset' | 'liability' | 'clearing' | 'income' | 'expense' }>;
export type AccountCode = keyof typeof ACCOUNTS;
