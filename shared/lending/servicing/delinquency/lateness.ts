import type { OverdueBucket, RiskCategory } from '../standing.ts';

/** From the fewest days to the most: each begins with that many days overdue. */
type Steps<Name> = readonly { readonly fromDay: number; readonly is: Name }[];

/** The steps in which lenders and the credit report count months late (conventions 5.5). */
const BUCKET_STEPS: Steps<OverdueBucket> = [
  { fromDay: 1, is: 'M1' },
  { fromDay: 31, is: 'M2' },
  { fromDay: 61, is: 'M3' },
  { fromDay: 91, is: 'M4' },
  { fromDay: 121, is: 'M5' },
  { fromDay: 151, is: 'M6' },
  { fromDay: 181, is: 'M6+' },
];

/** 商业银行金融资产风险分类办法 (in force since 2023-07-01), articles 10 to 13. */
const CATEGORY_STEPS: Steps<RiskCategory> = [
  { fromDay: 1, is: 'special-mention' },
  { fromDay: 91, is: 'substandard' },
  { fromDay: 271, is: 'doubtful' },
  { fromDay: 361, is: 'loss' },
];

export function bucketOf(daysOverdue: number): OverdueBucket {
  return reached(BUCKET_STEPS, daysOverdue) ?? 'M0';
}

export function categoryOf(daysOverdue: number): RiskCategory {
  return reached(CATEGORY_STEPS, daysOverdue) ?? 'normal';
}

function reached<Name>(steps: Steps<Name>, days: number): Name | undefined {
  return steps.findLast(({ fromDay }) => days >= fromDay)?.is;
}
