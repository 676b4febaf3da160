import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../calendar/date.ts';
import { checkCard, isNumberValid, type CheckedCard } from './card-checks.ts';
import { countryNumber } from './country-codes.ts';
import { parseHolderNumber, passportCheckDigit } from './holder-number.ts';
import { citizenCheckCharacter, fromFifteenDigits, maskCitizenNumber, maskName, parseCitizenNumber } from './number.ts';
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

  // The examples that GB 11643 itself gives.
  test.each([
    ['11010519491231002X', { region: '110105', birth: '1949-12-31', sex: 'female' }],
    ['440524188001010014', { region: '440524', birth: '1880-01-01', sex: 'male' }],
  ] as const)('%s of the standard is right', (number, says) => {
    expect(citizenCheckCharacter(number)).toBe(number.slice(17));
    expect(parseCitizenNumber(number)).toEqual(says);
  });

  test('of 15 digits becomes the one of 18 that its holder has now', () => {
    // The first example of the standard, as it was before 1999: without the century and the check character.
    expect(fromFifteenDigits('110105491231002')).toBe('11010519491231002X');
    fc.assert(
      fc.property(madeUp, ({ birth, number }) => {
        fc.pre(birth < '2000-01-01');
        expect(fromFifteenDigits(number.slice(0, 6) + number.slice(8, 17))).toBe(number);
      }),
    );
  });

  test.each(['11010549123100', '110105491331002', '11010549123100X', '010105491231002'])(
    '%s is no number of 15 digits',
    (text) => {
      expect(fromFifteenDigits(text)).toBeNull();
    },
  );

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

describe('the number of a document', () => {
  // ICAO 9303 part 3: the check digits of its examples.
  test.each([
    ['520727', '3'],
    ['AB2134', '5'],
    ['L898902C3', '6'],
  ])('the check digit of %s is %s', (characters, digit) => {
    expect(passportCheckDigit(characters)).toBe(digit);
  });

  const hk = '81000019900307001';
  const foreign = '93175619900307001';
  const numbers = {
    resident: '11010519491231002X',
    hmt: hk + citizenCheckCharacter(hk),
    fpr2017: `CHE31019003071${passportCheckDigit('CHE31019003071')}`,
    fpr2023: foreign + citizenCheckCharacter(foreign),
  };

  test('is right for its own kind of document', () => {
    expect(isNumberValid({ document: 'resident', number: numbers.resident })).toBe(true);
    expect(isNumberValid({ document: 'hmt', number: numbers.hmt })).toBe(true);
    expect(isNumberValid({ document: 'fpr2017', number: numbers.fpr2017 })).toBe(true);
    expect(isNumberValid({ document: 'fpr2023', number: numbers.fpr2023 })).toBe(true);
  });

  test.each([
    ['hmt', numbers.resident],
    ['hmt', numbers.fpr2023],
    ['fpr2017', numbers.resident],
    ['fpr2017', 'CHE310190030711'],
    ['fpr2017', 'CHE310190133712'],
    ['fpr2017', 'che310190030712'],
    ['fpr2023', numbers.resident],
    ['fpr2023', numbers.hmt],
    ['fpr2023', `${foreign}?`],
    ['resident', numbers.fpr2017],
    ['resident', '110105491231002'],
  ] as const)('of another kind of document, or damaged, is wrong: %s, %s', (document, number) => {
    expect(parseHolderNumber(document, number)).toBeNull();
  });

  test('with one character changed is wrong, whatever the document', () => {
    const documents = fc.constantFrom('resident', 'hmt', 'fpr2017', 'fpr2023');
    fc.assert(
      fc.property(documents, fc.nat(20), fc.integer({ min: 1, max: 9 }), (document, at, by) => {
        const number = numbers[document];
        const place = at % number.length;
        fc.pre(/\d/.test(number.charAt(place)));
        const changed =
          number.slice(0, place) + String((Number(number.charAt(place)) + by) % 10) + number.slice(place + 1);
        expect(isNumberValid({ document, number: changed })).toBe(false);
      }),
    );
  });

  test('knows countries by letters and digits', () => {
    expect(['CHN', 'USA', 'DEU', 'ZWE', 'XXA', ''].map(countryNumber)).toEqual([
      '156',
      '840',
      '276',
      '716',
      null,
      null,
    ]);
  });
});

describe('a card', () => {
  const digits = '11000119900307001';
  const on = calendarDate('2026-11-22');
  const card: CheckedCard = {
    document: 'resident',
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

  const numbered = (digits17: string): string => digits17 + citizenCheckCharacter(digits17);
  const passportNumbered = (characters14: string): string => characters14 + passportCheckDigit(characters14);
  const hmt: CheckedCard = { ...card, document: 'hmt', number: numbered('83000019900307001') };
  const of2017: CheckedCard = {
    ...card,
    document: 'fpr2017',
    number: passportNumbered('CHE31019003071'),
    nationality: 'CHE',
  };
  const of2023: CheckedCard = {
    ...card,
    document: 'fpr2023',
    number: numbered('93175619900307001'),
    nationality: 'CHE',
  };

  test.each([hmt, of2017, of2023])('of kind $document that agrees with itself gives no warning', (other) => {
    expect(checkCard(other, on)).toEqual([]);
  });

  test.each<[string, CheckedCard, string[]]>([
    [
      'a resident’s region that was never given out',
      { ...card, number: numbered('99000119900307001') },
      ['region-unknown'],
    ],
    ['a resident’s region of Taiwan’s permits', { ...card, number: numbered('83000019900307001') }, ['region-unknown']],
    ['a permit with a mainland region', { ...hmt, number: card.number }, ['number-invalid']],
    ['a permit of another sex', { ...hmt, sex: 'female' }, ['sex-mismatch']],
    ['a 2017 card of another nationality', { ...of2017, nationality: 'DEU' }, ['nationality-mismatch']],
    ['a 2017 card of another birth', { ...of2017, birth: calendarDate('1990-03-08') }, ['birth-mismatch']],
    ['a 2017 card of any sex', { ...of2017, sex: 'female' }, []],
    [
      'a 2017 card of an unknown province',
      { ...of2017, number: passportNumbered('CHE99019003071') },
      ['region-unknown'],
    ],
    ['a 2023 card of another nationality', { ...of2023, nationality: 'DEU' }, ['nationality-mismatch']],
    ['a 2023 card of a nationality that no table has', { ...of2023, nationality: 'XXA' }, []],
    [
      'a 2023 card of another birth and sex',
      { ...of2023, sex: 'female', birth: calendarDate('1990-03-08') },
      ['birth-mismatch', 'sex-mismatch'],
    ],
    ['a 2023 card with a citizen’s number', { ...of2023, number: card.number }, ['number-invalid']],
  ])('%s is told as such', (_, odd, warnings) => {
    expect(checkCard(odd, on)).toEqual(warnings);
  });
});
