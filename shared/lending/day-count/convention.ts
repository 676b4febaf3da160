/** How a year fraction is counted; the values are those of the loan cases (test/loan-cases/README.md). */
export interface DayCount {
  readonly daysInYear: '360' | '364' | '365' | '366' | 'actual';
  readonly daysInMonth: '30' | 'actual';
  /** `same-as-repayment`: every period of months is so many twelfths of a year, one of weeks so many 52nds. */
  readonly interestPeriod: 'daily' | 'same-as-repayment';
  /** `feb-29-period-only`: 366 days only for a period that contains 29 February, and no split at the year end. */
  readonly leapRule: 'feb-29-period-only' | null;
  /** Where a period that crosses a year end is split under an actual year. */
  readonly yearSplit: 'dec-31' | 'jan-1';
  readonly every: number;
  readonly unit: 'months' | 'weeks' | 'days';
}

/** A repayment period: interest runs from the day after `from` to `due`. Days since 1970-01-01. */
export interface Span {
  readonly from: number;
  readonly due: number;
}
