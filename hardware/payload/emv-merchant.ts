/** EMVCo merchant-presented QR: what a merchant shows to be paid (protocols 2.11). */
import { crc16 } from './crc16.ts';
import { readFields } from './emv-fields.ts';
import { broken, parsed, type Parsed } from './parsed.ts';
import type { EmvField, EmvMerchantCode } from './scanned-code.ts';

/** It begins as one; and a text of digits alone is another number, since every code of this kind has a country in it. */
export function looksLikeEmvMerchant(text: string): boolean {
  return text.startsWith('000201') && /\D/.test(text);
}

export function readEmvMerchant(text: string): Parsed<EmvMerchantCode> {
  const fields = readFields(text);
  if (!fields.ok) return fields;
  const crc = fields.value.at(-1);
  if (crc?.id !== '63') return broken('missing-field');
  if (!/^[0-9A-F]{4}$/.test(crc.value)) return broken('structure');
  if (Number.parseInt(crc.value, 16) !== crc16(new TextEncoder().encode(text.slice(0, -4)))) return broken('checksum');
  return readMerchant(fields.value);
}

type Found = (id: string) => string | null;

function readMerchant(fields: readonly EmvField[]): Parsed<EmvMerchantCode> {
  const found: Found = (id) => fields.find((field) => field.id === id)?.value ?? null;
  const between = (from: string, to: string): EmvField[] => fields.filter(({ id }) => id >= from && id <= to);
  const [categoryCode, currency, country] = [found('52'), found('53'), found('58')];
  const [name, city, amount] = [found('59'), found('60'), found('54')];
  const written = between('02', '51');
  if (categoryCode === null || currency === null || country === null || name === null || city === null)
    return broken('missing-field');
  if (written.length === 0 || !isTipWhole(found)) return broken('missing-field');
  if (FORMS.some(([id, form]) => !form.test(found(id) ?? '') && found(id) !== null)) return broken('structure');

  const accounts = readAccounts(written);
  if (!accounts.ok) return accounts;
  const additional = readFields(found('62') ?? '');
  if (!additional.ok) return additional;
  const otherLanguage = readOtherLanguage(found('64'));
  if (!otherLanguage.ok) return otherLanguage;
  return parsed({
    initiation: lookUp(INITIATIONS, found('01')),
    accounts: accounts.value,
    categoryCode,
    currency,
    amount,
    tip: lookUp(TIPS, found('55')),
    country,
    name,
    city,
    postcode: found('61'),
    additional: additional.value,
    otherLanguage: otherLanguage.value,
    unreserved: between('80', '99'),
  });
}

const INITIATIONS: ReadonlyMap<string, 'static' | 'dynamic'> = new Map([
  ['11', 'static'],
  ['12', 'dynamic'],
]);
const TIPS: ReadonlyMap<string, 'ask' | 'fixed' | 'percent'> = new Map([
  ['01', 'ask'],
  ['02', 'fixed'],
  ['03', 'percent'],
]);

const AMOUNT = /^(?=.{1,13}$)\d+(\.\d*)?$/;
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['01', /^1[12]$/],
  ['52', /^\d{4}$/],
  ['53', /^\d{3}$/],
  ['54', AMOUNT],
  ['55', /^0[123]$/],
  ['56', AMOUNT],
  ['57', /^(?=.{1,5}$)\d+(\.\d*)?$/],
  ['58', /^[A-Z]{2}$/],
];

/** A fixed tip stands in 56, a percentage in 57. */
function isTipWhole(found: Found): boolean {
  const tip = found('55');
  return !(tip === '02' && found('56') === null) && !(tip === '03' && found('57') === null);
}

function lookUp<T>(table: ReadonlyMap<string, T>, value: string | null): T | null {
  return value === null ? null : (table.get(value) ?? null);
}

type Account = EmvMerchantCode['accounts'][number];

/** From 26 on an account is a template: fields in a field. */
function readAccounts(written: readonly EmvField[]): Parsed<Account[]> {
  const accounts: Account[] = [];
  for (const { id, value } of written) {
    const fields = readFields(id < '26' ? '' : value);
    if (!fields.ok) return fields;
    accounts.push({ id, value, fields: fields.value });
  }
  return parsed(accounts);
}

function readOtherLanguage(template: string | null): Parsed<EmvMerchantCode['otherLanguage']> {
  if (template === null) return parsed(null);
  const fields = readFields(template);
  if (!fields.ok) return fields;
  const [language, name, city = null] = ['00', '01', '02'].map((id) => fields.value.find((f) => f.id === id)?.value);
  return language === undefined || name === undefined ? broken('missing-field') : parsed({ language, name, city });
}
