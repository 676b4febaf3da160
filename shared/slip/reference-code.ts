/** The codes on our slips that lead to a loan: what a kiosk's scanner reads when somebody comes to repay. */
import { referenceSchema } from '../wire/repayments.ts';

/** The code of a signed contract's slip (`receiptCode`); its number ends in the reference. */
const RECEIPT = /^ZG-\d{8}-(\S+) sha256:[0-9a-f]{64}$/;

/** `A7-0193` for the code of a receipt, or for one that says the reference alone; null for any other text. */
export function referenceOfCode(text: string): string | null {
  const bare = text.trim();
  const [, reference = bare] = RECEIPT.exec(bare) ?? [];
  return referenceSchema.safeParse(reference).success ? reference : null;
}
