import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakWords } from './break-words.ts';
import type { Slip, SlipBlock } from './document.ts';
import { renderHtml } from './html.ts';
import type { SlipLine, TextLine } from './layout.ts';
import { layOut } from './layout.ts';
import { columnsOf, paperText } from './paper-text.ts';
import { qrModules } from './qr.ts';

const slip = (...blocks: SlipBlock[]): Slip => ({ blocks });
const isText = (line: SlipLine): line is TextLine => line.kind === 'text';
const texts = (lines: readonly SlipLine[]): string[] => lines.filter(isText).map(({ text }) => text);

/** Words as people write them, and what a hostile or careless source could hold. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom('测', '试', '，', '。', '（', '￥', '¥', ' ', 'word', '12', '𠮷', 'é', '\u200d', '\t', '😀'),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join('')),
);
const anyBlock: fc.Arbitrary<SlipBlock> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: anyText,
    align: fc.constantFrom('left' as const, 'centre' as const, 'right' as const),
    bold: fc.boolean(),
    size: fc.constantFrom(1 as const, 2 as const),
  }),
  fc.record({ kind: fc.constant('pair' as const), label: anyText, value: anyText }),
  fc.record({
    kind: fc.constant('table' as const),
    head: fc.array(anyText, { minLength: 1, maxLength: 6 }),
    rows: fc.array(fc.array(anyText, { maxLength: 6 }), { maxLength: 4 }),
  }),
  fc.constant({ kind: 'rule' as const }),
);

describe('columns', () => {
  test('what GB 18030 writes in one byte is one column, everything else two', () => {
    expect([columnsOf('A~ '), columnsOf('期'), columnsOf('é“…'), columnsOf('𠮷')]).toEqual([3, 2, 6, 2]);
  });

  test('the yuan sign takes its wide form, and what has no width is left out', () => {
    expect(paperText('¥1,234.50')).toBe('￥1,234.50');
    expect(paperText('a\u0000\u200b\u202eb\u0301\ufe0f\u00a0c\td')).toBe('ab c d');
    expect(paperText('e\u0301\ud800')).toBe('é\ufffd');
  });

  test('no line is longer than the paper, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 5 }), fc.constantFrom(32, 48), (blocks, columns) => {
        for (const line of layOut({ blocks }, columns)) {
          if (!isText(line)) continue;
          expect(columnsOf(line.text) * line.size).toBeLessThanOrEqual(columns);
          expect(paperText(line.text)).toBe(line.text);
        }
      }),
    );
  });
});

describe('words', () => {
  test.each([
    ['one two three', 8, ['one two', 'three']],
    ['exactly8 x', 8, ['exactly8', 'x']],
    ['测试换行的句子', 8, ['测试换行', '的句子']],
    ['四个字的，句子', 8, ['四个字', '的，句子']],
    ['编号（一）完', 7, ['编号', '（一）', '完']],
    ['共还￥1,234.50', 11, ['共还', '￥1,234.50']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['un café noir', 7, ['un', 'café', 'noir']],
    ['', 8, ['']],
  ])('%j in %d columns', (text, columns, lines) => {
    expect(breakWords(text, columns)).toEqual(lines);
  });

  test('nothing but spaces is lost, and no line begins with a full stop or ends with an opening bracket', () => {
    const sentence = fc
      .array(fc.constantFrom('测', '试', 'word', '12', ' ', '（期）', '好，', '完。'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(sentence, fc.integer({ min: 8, max: 48 }), (text, columns) => {
        const lines = breakWords(text, columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(lines.filter((line) => /^[，。）]|（$/.test(line))).toEqual([]);
      }),
    );
  });
});

describe('blocks', () => {
  test('a pair shares a line while both fit, and else the value stands below at the right', () => {
    const pair = { kind: 'pair', label: '合同编号', value: 'ZG-20261122-A7-0193' } as const;
    expect(texts(layOut(slip(pair), 32))).toEqual(['合同编号     ZG-20261122-A7-0193']);
    const long = { kind: 'pair', label: '出借机构', value: '青禾消费金融有限公司（演示）' } as const;
    expect(layOut(slip(long), 32)).toMatchObject([
      { text: '出借机构', align: 'left' },
      { text: '青禾消费金融有限公司（演示）', align: 'right' },
    ]);
  });

  const head = ['期', '还款日', '应还'];
  const rows = [
    ['1', '2026年12月22日', '¥1,234.50'],
    ['12', '2027年11月22日', '¥1,234.47'],
  ];

  test('a table spreads over the line: first column left, the others right', () => {
    expect(texts(layOut(slip({ kind: 'table', head, rows }), 32))).toEqual([
      '期           还款日         应还',
      '1    2026年12月22日   ￥1,234.50',
      '12   2027年11月22日   ￥1,234.47',
    ]);
    expect(texts(layOut(slip({ kind: 'table', head, rows }), 48)).map(columnsOf)).toEqual([48, 48, 48]);
  });

  test('a table too wide for the paper is read downwards, each row under its first cell', () => {
    const wide = {
      kind: 'table',
      head: [...head, '剩余本金'],
      rows: [['1', ...(rows[0] ?? []).slice(1), '¥9,000.00']],
    };
    expect(layOut(slip({ ...wide, kind: 'table' }), 32)).toMatchObject([
      { text: '期 1', bold: true },
      { text: '还款日            2026年12月22日' },
      { text: '应还                  ￥1,234.50' },
      { text: '剩余本金              ￥9,000.00' },
    ]);
  });

  test('double size has half the columns, and a rule has all of them', () => {
    const lines = layOut(slip({ kind: 'text', text: '这一行有十七个字所以放不下去了', size: 2 }, { kind: 'rule' }), 16);
    expect(texts(lines)).toEqual(['这一行有', '十七个字', '所以放不', '下去了', '-'.repeat(16)]);
  });

  test('a code is a block with its words underneath', () => {
    expect(layOut(slip({ kind: 'qr', content: 'A', caption: '扫码' }, { kind: 'cut' }), 32)).toEqual([
      { kind: 'qr', content: 'A', modules: qrModules('A') },
      { kind: 'text', text: '扫码', align: 'centre', bold: false, size: 1 },
      { kind: 'cut' },
    ]);
  });
});

describe('the page', () => {
  test('whatever a slip says is text, never markup', () => {
    const html = renderHtml(layOut(slip({ kind: 'text', text: '<script>"&\'</script>' }), 32), 32);
    expect(html).toContain("&lt;script&gt;&quot;&amp;'&lt;/script&gt;");
    expect(html).not.toContain('<script');
  });

  test('it says what the lines say, line by line', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 4 }), (blocks) => {
        const lines = layOut({ blocks }, 32);
        const shown = [...renderHtml(lines, 32).matchAll(/<p[^>]*>(.*)<\/p>/g)].map(([, inside = '']) =>
          inside
            .replace(/<[^>]*>/g, '')
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&quot;', '"')
            .replaceAll('&amp;', '&'),
        );
        expect(shown).toEqual(texts(lines));
      }),
    );
  });

  test('a code is drawn with its quiet zone of four modules', () => {
    const modules = qrModules('ZG-20261122-A7-0193');
    expect(modules.slice(0, 4).flat()).not.toContain(true);
    // The finder pattern of ISO/IEC 18004: seven dark modules in its first row.
    expect(modules[4]?.slice(0, 12)).toEqual([
      ...Array<boolean>(4).fill(false),
      ...Array<boolean>(7).fill(true),
      false,
    ]);
    expect(renderHtml([{ kind: 'qr', content: '', modules }], 32)).toContain('<path d="M4 4h1v1h-1z');
  });
});
