/** The technician's page: whatever a slip needs stands on it once. */
import { formatInstant } from '../calendar/format.ts';
import type { Language } from '../messages/language.ts';
import { slipsIn } from '../messages/slips.ts';
import type { Slip } from './document.ts';

/** As many columns as the narrower paper has. */
const RULER = '12345678901234567890123456789012';
const CHINESE_RULER = '一二三四五六七八九十一二三四五六';

/** `now` is an instant in ms. */
export function testPage(language: Language, now: number): Slip {
  const words = slipsIn[language].test;
  return {
    blocks: [
      { kind: 'text', text: words.title, align: 'centre', bold: true, size: 2 },
      { kind: 'text', text: formatInstant(now), align: 'centre' },
      { kind: 'text', text: words.ruler },
      { kind: 'rule' },
      { kind: 'text', text: words.columns },
      { kind: 'text', text: RULER },
      { kind: 'text', text: CHINESE_RULER },
      { kind: 'pair', label: words.left, value: words.right },
      { kind: 'text', text: words.bold, bold: true },
      { kind: 'text', text: words.large, size: 2 },
      { kind: 'text', text: words.chinese },
      { kind: 'text', text: words.latin },
      { kind: 'text', text: words.rare },
      { kind: 'text', text: words.rareNote },
      { kind: 'table', head: words.head, rows: [['12', words.left, '￥1,234.50']] },
      { kind: 'qr', content: 'ZHANGGUI TEST', caption: words.qr },
      { kind: 'text', text: words.end },
      { kind: 'cut' },
    ],
  };
}
