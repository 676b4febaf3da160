import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { csvCell, plainYuan, settlementsCsv } from './csv.ts';

const headings = {
  order: '订单',
  contract: '合同',
  goods: '商品',
  store: '门店',
  deliveredAt: '交货时间',
  gross: '应结',
  fee: '手续费',
  net: '实付',
  payableOn: '到账日',
  total: '合计',
};

describe('CSV', () => {
  test.each([
    ['冰箱 252 升', '冰箱 252 升'],
    ['电视, 55 寸', '"电视, 55 寸"'],
    ['6" 水管', '"6"" 水管"'],
    ['=HYPERLINK(1)', "'=HYPERLINK(1)"],
    ['@cmd', "'@cmd"],
    ['-1', "'-1"],
  ])('the text %j becomes the cell %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  test.each([
    [1_234_50, '1234.50'],
    [5, '0.05'],
    [-47_79, '-47.79'],
  ])('%i fen are written as %s', (amount, text) => {
    expect(plainYuan(fen(amount))).toBe(text);
  });

  test('a settlement file begins with the mark, has one row a line and ends with the totals', () => {
    const line = {
      id: '00000000-0000-7000-8000-000000000001',
      orderId: '00000000-0000-7000-8000-000000000002',
      orderNumber: 'D-1122-0007',
      contractNumber: 'ZG-20261122-A7-0193',
      summary: '冰箱, 1 件',
      store: '王家庄店',
      deliveredAt: Date.UTC(2026, 10, 22, 6, 32, 5),
      grossFen: fen(2_969_10),
      feeFen: fen(89_07),
      netFen: fen(2_880_03),
      payableOn: calendarDate('2026-11-23'),
    };
    expect(settlementsCsv([line], line, headings)).toBe(
      '\uFEFF订单,合同,商品,门店,交货时间,应结,手续费,实付,到账日\r\n' +
        'D-1122-0007,ZG-20261122-A7-0193,"冰箱, 1 件",王家庄店,2026-11-22 14:32:05,2969.10,89.07,2880.03,2026-11-23\r\n' +
        '合计,,,,,2969.10,89.07,2880.03,\r\n',
    );
  });
});
