/** How a loan stands, in the words of the screens: its status, how late it is, and its risk category. */

/** A loan's life (domain.md: 借款). Derived from its book; never set by hand. */
export const LOAN_STATUSES = [
  'booked',
  'disbursed',
  'current',
  'overdue',
  'settled',
  'written-off',
  'refunded',
] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];

/** Lateness by days overdue: M0 none, M1 1–30, M2 31–60, … M6 151–180, M6+ above 180 (conventions 5.5). */
export const OVERDUE_BUCKETS = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+'] as const;
export type OverdueBucket = (typeof OVERDUE_BUCKETS)[number];

/** Five-category classification (conventions 5.6): normal, special mention, substandard, doubtful, loss. */
export const RISK_CATEGORIES = ['normal', 'special-mention', 'substandard', 'doubtful', 'loss'] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number];
