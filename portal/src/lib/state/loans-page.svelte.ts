import type { LoanSummary } from '#shared/wire/loans.ts';
import { NO_LOAN_FILTER, type LoanFilter } from '../rules/loan-filter.ts';
import { normalizeTyped } from '../rules/typed-text.ts';
import type { Desk } from './desk.svelte.ts';
import { FilteredList } from './filtered-list.svelte.ts';

export class LoansPage extends FilteredList<LoanSummary, LoanFilter> {
  constructor(desk: Desk) {
    super(desk, NO_LOAN_FILTER, ({ text, status, bucket }, before) =>
      desk.api.listLoans({ text: normalizeTyped(text), status, bucket, before }),
    );
  }
}
