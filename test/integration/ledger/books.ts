import { v7 } from 'uuid';
import { calendarDate, type CalendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import {
  goodsDelivered,
  HOUSE,
  houseBook,
  lenderBook,
  post,
  storeParty,
  type Entry,
  type Posting,
} from '#server/ledger/index.ts';
import type { Platform } from '#server/platform/context.ts';
import { openDatabase, PLATFORM, type Tx } from '#server/platform/database.ts';
import { appUrlOf } from '#server/platform/migrations.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { freshDatabase, testServerSecret } from '../../support/database.ts';

export const DAY = calendarDate('2026-11-22');

/** Empty books on a database of their own; the clock stands until it is turned. */
export interface Books {
  platform: Platform;
  clock: { now: number };
  /** As the owner of the database. */
  databaseUrl: string;
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  post(posting: Posting): Promise<void>;
  close(): Promise<void>;
}

export async function openBooks(): Promise<Books> {
  const database = await freshDatabase();
  const clock = { now: 1_000 };
  const db = openDatabase(appUrlOf(database.url, testServerSecret), { connectionsMax: 20 });
  const platform: Platform = { db, secrets: deriveSecrets(testServerSecret), now: () => clock.now, newId: () => v7() };
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.transaction(PLATFORM, work);
  return {
    platform,
    clock,
    databaseUrl: database.url,
    inTx,
    post: (posting) => inTx((tx) => post(platform, tx, posting)),
    close: async () => {
      await db.close();
      await database.drop();
    },
  };
}

export interface Shop {
  id: string;
  name: string;
  merchantId: string;
}
export const aShop = (): Shop => ({ id: v7(), name: '县城总店', merchantId: v7() });
export const aLender = (name = '示例银行') => ({ id: v7(), name });

export function delivery(
  fact: { shop: Shop; lender: { id: string; name: string }; gross: number; fee: number } & {
    loanId?: string;
    orderId?: string;
    on?: CalendarDate;
  },
): Posting {
  return goodsDelivered({
    orderId: fact.orderId ?? v7(),
    loanId: fact.loanId ?? v7(),
    lender: fact.lender,
    store: fact.shop,
    grossFen: fen(fact.gross),
    feeFen: fen(fact.fee),
    deliveredOn: fact.on ?? DAY,
    bookedOn: fact.on ?? DAY,
  });
}

interface Fact {
  shop: Shop;
  lender: { id: string; name: string };
  loanId: string;
  amount: number;
  reference?: string;
}

/** Goods that came back, with their share of our fee, as a loan's refund moves them in the house's book. */
export function goodsReturned({ shop, lender, loanId, amount, fee, reference }: Fact & { fee: number }): Posting {
  const store = storeParty(shop);
  const entries: Entry[] = [
    { account: '2202', party: store, side: 'debit', amountFen: fen(amount), purpose: 'refund' },
    { account: '1221', party: lenderBook(lender), side: 'credit', amountFen: fen(amount), purpose: 'current-account' },
    { account: '6021', party: HOUSE, side: 'debit', amountFen: fen(fee), purpose: 'fee-return' },
    { account: '2202', party: store, side: 'credit', amountFen: fen(fee), purpose: 'fee-return' },
  ];
  return {
    kind: 'money-passed-on',
    reference: reference ?? `${loanId}:2:1`,
    subjectId: loanId,
    book: houseBook(),
    valueOn: DAY,
    bookedOn: DAY,
    entries: entries.filter(({ amountFen }) => amountFen > 0),
  };
}

/** The loan itself, in its lender's book. */
export function disbursed({ lender, loanId, amount, reference }: Omit<Fact, 'shop'>): Posting {
  return {
    kind: 'loan-transaction',
    reference: reference ?? `${loanId}:1:1`,
    subjectId: loanId,
    book: lenderBook(lender),
    valueOn: DAY,
    bookedOn: DAY,
    entries: [
      {
        account: '1303',
        party: { id: loanId, kind: 'loan', name: `ZG-${loanId}` },
        side: 'debit',
        amountFen: fen(amount),
        purpose: 'principal',
      },
      { account: '3001', party: HOUSE, side: 'credit', amountFen: fen(amount), purpose: 'current-account' },
    ],
  };
}
