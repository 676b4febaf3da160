import type { Permission } from '#shared/wire/portal.ts';
import type { Staff } from '#server/platform/trpc.ts';

/** Who acts on a loan. */
export interface Actor {
  /** As the audit log has it: `staff:<id>`, `terminal:<id>`, `system`. */
  id: string;
  /** For people: a name, a terminal's label. */
  name: string;
  /** Whose loans it may touch; null for all. */
  merchantId: string | null;
  permissions: ReadonlySet<Permission>;
}

export function staffActor({ id, name, merchantId, permissions }: Staff): Actor {
  return { id: `staff:${id}`, name, merchantId, permissions };
}
