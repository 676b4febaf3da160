import { enrolmentCodeView } from '#shared/wire/enrolment.ts';
import { meView } from '#shared/wire/portal.ts';
import { PLATFORM } from '#server/platform/database.ts';
import { openHouse, signIn, valueOf, type Desk, type House } from '../platform/house.ts';

/** A shop whose owner makes codes for new terminals of its first store. */
export interface EnrolmentDesk {
  house: House;
  owner: Desk;
  storeId: string;
  /** Asks for a code as somebody, for a store; of the owner for the first one. */
  askCode: (desk?: Desk, store?: string) => ReturnType<typeof codeFor>;
  makeCode: () => Promise<string>;
  rows: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
}

export async function openEnrolmentDesk(): Promise<EnrolmentDesk> {
  const house = await openHouse();
  const owner = await signIn(house, 'owner');
  const storeId = valueOf(await owner.query('me', undefined, meView)).stores[0]?.id ?? '';
  const askCode = (desk = owner, store = storeId) => codeFor(desk, store);
  return {
    house,
    owner,
    storeId,
    askCode,
    makeCode: async () => valueOf(await askCode()).code,
    rows: (text, values = []) => house.platform.db.transaction(PLATFORM, (tx) => tx.rows(text, values)),
  };
}

function codeFor(desk: Desk, storeId: string) {
  return desk.mutate('terminals.createCode', { storeId }, enrolmentCodeView);
}

/** Another code than that. */
export function otherThan(code: string): string {
  return `${(Number(code[0]) + 1) % 10}${code.slice(1)}`;
}
