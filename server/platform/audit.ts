import type { Tx } from './database.ts';
import type { Platform } from './context.ts';

export interface AuditEntry {
  /** Who: `staff:<id>`, `terminal:<id>`, `system`. */
  actor: string;
  /** What, as a past fact: `order.created`. */
  action: string;
  /** About what: `order:<id>`. */
  subject: string;
  merchantId: string | null;
  /** Numbers and words, never personal data. */
  details?: Record<string, string | number | boolean | null>;
}

/** Appends to the audit log in the transaction of the act itself, so that neither exists without the other. */
export async function audit(platform: Pick<Platform, 'now' | 'newId'>, tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.rows(
    `insert into platform.audit (id, at, actor, action, subject, merchant_id, details) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      platform.newId(),
      platform.now(),
      entry.actor,
      entry.action,
      entry.subject,
      entry.merchantId,
      JSON.stringify(entry.details ?? {}),
    ],
    'audit',
  );
}
