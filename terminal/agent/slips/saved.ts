/** The slip of an application that was saved without a line: that it is not decided, and its number to come back with. */
import { formatDate } from '#shared/calendar/format.ts';
import type { CalendarDate } from '#shared/calendar/date.ts';
import type { Language } from '#shared/messages/language.ts';
import { slipsIn } from '#shared/messages/slips.ts';
import { formatYuan } from '#shared/money/fen.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { OrderView } from '#shared/wire/terminal.ts';
import { pair, RULE, titled } from './parts.ts';

export interface SavedApplication {
  readonly order: OrderView;
  readonly reference: string;
  readonly savedOn: CalendarDate;
  readonly phoneMasked: string;
  readonly phoneVerified: boolean;
}

export function savedSlip(saved: SavedApplication, language: Language): Slip {
  const { order, reference, savedOn, phoneMasked, phoneVerified } = saved;
  const words = slipsIn[language].saved;
  const notes = [...words.next, ...(phoneVerified ? [] : [words.unverified]), words.promise];
  return {
    blocks: [
      ...titled(order.merchant, order.store, words.title),
      { kind: 'text', text: words.reference, align: 'centre' },
      { kind: 'text', text: reference, align: 'centre', bold: true, size: 2 },
      RULE,
      { kind: 'text', text: words.undecided, bold: true },
      pair(words.date, formatDate(savedOn, language)),
      pair(words.goods, order.summary),
      pair(words.principal, formatYuan(order.principalFen)),
      pair(words.phone, phoneMasked),
      RULE,
      ...notes.map((text) => ({ kind: 'text', text }) as const),
      { kind: 'qr', content: reference, caption: words.qr },
      { kind: 'cut' },
    ],
  };
}
