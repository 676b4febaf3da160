import { z } from 'zod';
import { idSchema, instantSchema } from './scalars.ts';
import { terminalProfile } from './terminal.ts';

/**
 * How a terminal becomes known: an owner or manager makes a code for a store in the portal, the technician types it at
 * the kiosk, the kiosk makes its own key and shows the code once. The code is worthless afterwards.
 */

/** Eight digits; the kiosk shows and takes them in two groups. */
export const enrolmentCodeSchema = z.string().regex(/^\d{8}$/);

/** Raw Ed25519 public key, 32 bytes, base64url without padding. */
const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Input of the terminal router's `enrol.redeem`, the one procedure a terminal may call without being known. */
export const redeemInput = z.object({ code: enrolmentCodeSchema, publicKey: publicKeySchema });
export type RedeemInput = z.infer<typeof redeemInput>;
/** Its answer is a `Result` of this; refusals: `enrolment-code-wrong`, `enrolment-code-expired`, `too-many-tries`. */
export const redeemed = terminalProfile;

/** A new code as the portal shows it, once. */
export const enrolmentCodeView = z.object({
  code: enrolmentCodeSchema,
  storeId: idSchema,
  store: z.string(),
  expiresAt: instantSchema,
});
export type EnrolmentCodeView = z.infer<typeof enrolmentCodeView>;

/** A terminal in the portal's list. */
export const terminalRow = z.object({
  terminalId: idSchema,
  label: z.string(),
  merchant: z.string(),
  storeId: idSchema,
  store: z.string(),
  active: z.boolean(),
  enrolledAt: instantSchema,
  /** Null for the sandbox's own. */
  enrolledBy: z.string().nullable(),
});
export type TerminalRow = z.infer<typeof terminalRow>;

/** Inputs of the portal router's procedures under `terminals`: `retire` answers with the list as it then is. */
export const terminalsInputs = {
  'terminals.createCode': z.object({ storeId: idSchema }),
  'terminals.endCode': z.object({ storeId: idSchema }),
  'terminals.retire': z.object({ terminalId: idSchema }),
} as const;
