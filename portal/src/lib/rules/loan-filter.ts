import {
  LOAN_STATUSES,
  OVERDUE_BUCKETS,
  type LoanStatus,
  type OverdueBucket,
} from '#shared/lending/servicing/standing.ts';
import { SEARCH_LENGTH_MAX } from './order-filter.ts';

/** What the list of loans shows; kept in the address, so that a reload, a bookmark and Back all work. */
export interface LoanFilter {
  text: string;
  status: LoanStatus | null;
  bucket: OverdueBucket | null;
}

export const NO_LOAN_FILTER: LoanFilter = { text: '', status: null, bucket: null };

export function readLoanFilter(address: Pick<URLSearchParams, 'get'>): LoanFilter {
  const status = address.get('status');
  const bucket = address.get('bucket');
  return {
    text: (address.get('q') ?? '').slice(0, SEARCH_LENGTH_MAX),
    status: LOAN_STATUSES.find((each) => each === status) ?? null,
    bucket: OVERDUE_BUCKETS.find((each) => each === bucket) ?? null,
  };
}

/** The address of the list with this filter; what is not set is left out. */
export function loanFilterAddress({ text, status, bucket }: LoanFilter): string {
  const query = new URLSearchParams();
  if (text !== '') query.set('q', text.slice(0, SEARCH_LENGTH_MAX));
  if (status !== null) query.set('status', status);
  if (bucket !== null) query.set('bucket', bucket);
  const said = query.toString();
  return said === '' ? '/loans' : `/loans?${said}`;
}

export function isFiltered({ text, status, bucket }: LoanFilter): boolean {
  return text !== '' || status !== null || bucket !== null;
}
