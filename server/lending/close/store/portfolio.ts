import {
  OVERDUE_BUCKETS,
  RISK_CATEGORIES,
  type OverdueBucket,
  type RiskCategory,
} from '#shared/lending/servicing/standing.ts';
import { addFen, type Fen } from '#shared/money/fen.ts';
import type { Closing } from '#shared/wire/loans.ts';
import type { Tx } from '#server/platform/database.ts';

interface Sum {
  bucket: OverdueBucket;
  category: RiskCategory;
  loans: number;
  principalFen: Fen;
}

/** Loans that are paid out and not at their end, by how late they are; every bucket and category has its line. */
export async function portfolio(tx: Tx): Promise<Pick<Closing, 'portfolio' | 'categories'>> {
  const sums = await tx.rows<{ [K in keyof Sum]: Sum[K] }>(
    `select bucket, category, count(*) as loans, sum(principal_fen)::bigint as "principalFen"
       from lending.servicing where status in ('disbursed', 'current', 'overdue') group by 1, 2`,
  );
  return {
    portfolio: OVERDUE_BUCKETS.map((bucket) => ({ bucket, ...totalOf(sums.filter((sum) => sum.bucket === bucket)) })),
    categories: RISK_CATEGORIES.map((category) => ({
      category,
      ...totalOf(sums.filter((sum) => sum.category === category)),
    })),
  };
}

function totalOf(sums: readonly Sum[]): { loans: number; principalFen: Fen } {
  return {
    loans: sums.reduce((count, { loans }) => count + loans, 0),
    principalFen: addFen(...sums.map(({ principalFen }) => principalFen)),
  };
}
