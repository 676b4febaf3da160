import type { Database } from '#server/platform/database.ts';

/** Counts statements, so that the peer's script can be compared with what we really do. */
export function counting(database: Database, counter: { statements: number }): Database {
  return {
    ...database,
    transaction: (scope, work) =>
      database.transaction(scope, (tx) =>
        work({
          rows: (text, values, name) => {
            counter.statements += 1;
            return tx.rows(text, values, name);
          },
          afterCommit: (action) => tx.afterCommit(action),
        }),
      ),
  };
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
