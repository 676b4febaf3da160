import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../calendar/date.ts';
import { checkCard, type CheckedCard } from './card-checks.ts';
import { citizenCheckCharacter, maskCitizenNumber, maskName, parseCitizenNumber } from './number.ts';
import { isMobileNumber, maskPhone } from './phone.ts';

/** Numbers of the right form whose region was never given out. */
const madeUp = fc
  .record({ day: fc.integer({ min: 0, max: 25_000 }), serial: fc.integer({ min: 0, max: 999 }) })
  .map(({ day, serial }) => {
    const birth = addDays(calendarDate('1940-01-01'), day);
    const digits = `990001${birth.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
    return { birth, serial, number: `${digits}${citizenCheckCharacter(digits)}` };
  });

describe('a citizen number', () => {
  test('says birth and sex', () => {
    fc.assert(
      fc.property(madeUp, ({ birth, serial, number }) => {
        expect(parseCitizenNumber(number)).toEqual({
          region: '990001',
          birth,
          sex: serial % 2 === 1 ? 'male' : 'female',
        });
      }),
    );
  });

  test('with one digit changed is wrong', () => {
    const change = fc.record({ place: fc.integer({ min: 1, max: 16 }), by: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(madeUp, change, ({ number }, { place, by }) => {
        const digit = (Number(number.charAt(place)) + by) % 10;
        expect(parseCitizenNumber(`${number.slice(0, place)}${digit}${number.slice(place + 1)}`)).toBeNull();
      }),
    );
  });

  test('with two unequal neighbours swapped is wrong', () => {
    fc.assert(
      fc.property(madeUp, fc.integer({ min: 0, max: 15 }), ({ number }, place) => {
        const [a, b] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(a !== b);
        expect(parseCitizenNumber(`${number.slice(0, place)}${b}${a}${number.slice(place + 2)}`)).toBeNull();
      }),
    );
  });

  // The example that GB 11643 itself gives.
  test('of the standard’s example ends in X', () => {
    expect(citizenCheckCharacter('11010519491231002')).toBe('X');
  });

  test.each(['', '123', '990001199013310014', '99000119900307001x'])('"%s" is none', (text) => {
    expect(parseCitizenNumber(text)).toBeNull();
  });
});

test('masks hide all but what the holder knows it by', () => {
  expect(maskCitizenNumber('990001199003070014')).toBe('990***********0014');
  expect(maskName('测试甲')).toBe('测**');
  expect(maskName('𠮷野')).toBe('𠮷*');
  expect(maskPhone('19900001234')).toBe('199****1234');
});

test.each([
  ['19900001234', true],
  ['12900001234', false],
  ['1990000123', false],
  ['+8619900001234', false],
])('%s is a mobile number: %s', (text, is) => {
  expect(isMobileNumber(text)).toBe(is);
});

describe('a card', () => {
  const digits = '99000119900307001';
  const on = calendarDate('2026-11-22');
  const card: CheckedCard = {
    number: `${digits}${citizenCheckCharacter(digits)}`,
    birth: calendarDate('1990-03-07'),
    sex: 'male',
    validFrom: calendarDate('2020-01-01'),
    validTo: calendarDate('2040-01-01'),
  };

  test('that agrees with itself gives no warning', () => {
    expect(checkCard(card, on)).toEqual([]);
    expect(checkCard({ ...card, validTo: 'long-term' }, on)).toEqual([]);
  });

  test('is good on its last day and expired the day after', () => {
    const lastDay = { ...card, validTo: on };
    expect(checkCard(lastDay, on)).toEqual([]);
    expect(checkCard(lastDay, addDays(on, 1))).toEqual(['expired']);
  });

  test.each<[string, Partial<CheckedCard>]>([
    ['number-invalid', { number: `${digits}0` }],
    ['birth-mismatch', { birth: calendarDate('1990-03-08') }],
    ['sex-mismatch', { sex: 'female' }],
    ['validity-order', { validFrom: calendarDate('2040-01-02') }],
    ['not-yet-valid', { validFrom: calendarDate('2027-01-01') }],
    ['expired', { validTo: calendarDate('2026-11-21') }],
    ['birth-in-future', { birth: calendarDate('2027-01-01') }],
  ])('raises %s', (warning, change) => {
    expect(checkCard({ ...card, ...change }, on)).toContain(warning);
  });
});
