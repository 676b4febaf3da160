/**
 * Ceilings of the all-in yearly cost and the one-year loan prime rate, as dated configuration: an entry holds from its
 * day on until `to`, or until a later entry. Sources and how sure they are: loan conventions, section 4. Whoever runs
 * the system adds entries; the code does not change.
 */
export type LenderKind = 'licensed' | 'micro-loan' | 'assisted-lending' | 'private';

export interface CeilingRule {
  readonly lender: LenderKind;
  /** A year, in per cent, or so many times the one-year loan prime rate of the contract's day. */
  readonly limit: { readonly percent: string } | { readonly timesLpr: number };
  readonly from: string;
  readonly to: string | null;
  readonly source: string;
}

export interface ReferenceRate {
  readonly from: string;
  readonly percent: string;
}

export interface CeilingConfiguration {
  readonly rules: readonly CeilingRule[];
  readonly oneYearLpr: readonly ReferenceRate[];
}

const SUPREME_COURT_2017 = '法发〔2017〕22号, art. 2';

export const CEILINGS: CeilingConfiguration = {
  rules: [
    { lender: 'licensed', limit: { percent: '24' }, from: '2017-08-04', to: null, source: SUPREME_COURT_2017 },
    {
      lender: 'assisted-lending',
      limit: { percent: '24' },
      from: '2025-10-01',
      to: null,
      source: '金规〔2025〕9号, art. 6',
    },
    {
      lender: 'micro-loan',
      limit: { percent: '24' },
      from: '2017-08-04',
      to: '2027-12-31',
      source: SUPREME_COURT_2017,
    },
    {
      lender: 'micro-loan',
      limit: { timesLpr: 4 },
      from: '2028-01-01',
      to: null,
      source: '小额贷款公司综合融资成本管理工作指引, new loans by the end of 2027',
    },
    {
      lender: 'private',
      limit: { percent: '24' },
      from: '2015-09-01',
      to: '2020-08-19',
      source: '法释〔2015〕18号, art. 26',
    },
    {
      lender: 'private',
      limit: { timesLpr: 4 },
      from: '2020-08-20',
      to: null,
      source: '民间借贷司法解释 (2020), art. 25',
    },
  ],
  oneYearLpr: [
    { from: '2020-04-20', percent: '3.85' },
    { from: '2021-12-20', percent: '3.80' },
    { from: '2022-01-20', percent: '3.70' },
    { from: '2022-08-22', percent: '3.65' },
    { from: '2023-06-20', percent: '3.55' },
    { from: '2023-08-21', percent: '3.45' },
    { from: '2024-07-22', percent: '3.35' },
    { from: '2024-10-21', percent: '3.10' },
    { from: '2025-05-20', percent: '3.00' },
  ],
};
