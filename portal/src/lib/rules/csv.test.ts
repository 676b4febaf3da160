import { describe, expect, test } from 'vitest';
import { calendarDate } from '#shared/calendar/date.ts';
import { fen } from '#shared/money/fen.ts';
import { settlementsCsv } from './csv.ts';

const headings = {
  order: '订单',
  contract: '合同',
  goods: '商品',
  store: '门店',
  deliveredAt: '交货时间',
  bookedAt: '入账时间',
  kind: '类型',
  kinds: { sale: '货款', refund: '退货' },
  gross: '应结',
  fee: '手续费',
  net: '实付',
  payableOn: '到账日',
  total: '合计',
};

describe('CSV', () => {
  test('a settlement file begins with the mark, has one row a line and ends with the totals', () => {
    const line = {
      id: '00000000-0000-7000-8000-000000000001',
      orderId: '00000000-0000-7000-8000-000000000002',
      orderNumber: 'D-1122-0007',
      contractNumber: 'ZG-20261122-A7-0193',
      summary: '冰箱, 1 件',
      store: '王家庄店',
      kind: 'refund' as const,
      deliveredAt: Date.UTC(2026, 10, 22, 6, 32, 5),
      bookedAt: Date.UTC(2026, 10, 23, 1, 0, 0),
      grossFen: fen(-2_969_10),
      feeFen: fen(-89_07),
      netFen: fen(-2_880_03),
      payableOn: calendarDate('2026-11-23'),
    };
    expect(settlementsCsv([line], line, headings)).toBe(
      '\uFEFF订单,合同,商品,门店,交货时间,类型,入账时间,应结,手续费,实付,到账日\r\n' +
        'D-1122-0007,ZG-20261122-A7-0193,"冰箱, 1 件",王家庄店,2026-11-22 14:32:05,退货,2026-11-23 09:00:00,-2969.10,-89.07,-2880.03,2026-11-23\r\n' +
        '合计,,,,,,,-2969.10,-89.07,-2880.03,\r\n',
    );
  });
});
