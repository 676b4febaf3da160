import { generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { calendarDate, shanghaiDate } from '#shared/calendar/date.ts';
import { citizenCheckCharacter } from '#shared/identity/number.ts';
import { passportCheckDigit } from '#shared/identity/holder-number.ts';
import type { Contract } from '#shared/lending/contract.ts';
import { makeCostStatement } from '#shared/lending/cost-statement.ts';
import { ALL_IN_CEILING_BPS, makePlan, OFFERED_TERMS, usualInstalment, type Plan } from '#shared/lending/plan.ts';
import { fen } from '#shared/money/fen.ts';
import type { CardFields } from '#shared/wire/application.ts';
import type { Offer } from '#shared/wire/decision.ts';
import { hashOf } from '#shared/wire/hash.ts';
import { orderCodeBody, orderCodeText, toBase64Url, type OrderCodePayload } from '#shared/wire/order-code.ts';
import type { ApplicationState, Enrolment, OrderView, ReceiptView, TerminalProfile } from '#shared/wire/terminal.ts';
import type { Intent } from '../session/intents.ts';

/** Fictitious people, goods and keys: made anew for each run, of no use outside a test. */
export const NOW = Date.UTC(2026, 10, 22, 6, 0);
export const LATER = NOW + 3_600_000;

export const testSuite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const sealingPair = await newX25519();
export const openingKey = sealingPair.privateKey;
const sealingRaw = new Uint8Array(await webcrypto.subtle.exportKey('raw', sealingPair.publicKey));

async function newX25519(): Promise<webcrypto.CryptoKeyPair> {
  const pair = await webcrypto.subtle.generateKey('X25519', true, ['deriveBits']);
  if (!('privateKey' in pair)) throw new Error('X25519 keys come in pairs');
  return pair;
}

const orderPair = generateKeyPairSync('ed25519');
const terminalPair = generateKeyPairSync('ed25519');

export const profile: TerminalProfile = {
  terminalId: '01939d1c-0000-7000-8000-000000000001',
  label: 'A7',
  merchantId: '01939d1c-0000-7000-8000-000000000002',
  merchant: '春风电器',
  storeId: '01939d1c-0000-7000-8000-000000000003',
  store: '城关店',
  sealingKeyId: 'test-key',
  sealingKey: toBase64Url(sealingRaw),
  orderCodeKey: String(orderPair.publicKey.export({ format: 'jwk' }).x),
  sandbox: true,
};

export function enrolment(): Enrolment {
  const jwk = terminalPair.privateKey.export({ format: 'jwk' });
  return { profile, privateKey: { kty: 'OKP', crv: 'Ed25519', d: String(jwk.d), x: String(jwk.x) } };
}
export const terminalPublicKey = terminalPair.publicKey;

export function orderPayload(change: Partial<OrderCodePayload> = {}): OrderCodePayload {
  return {
    orderId: '01939d1c-0000-7000-8000-0000000000a1',
    merchantId: profile.merchantId,
    merchant: profile.merchant,
    store: profile.store,
    summary: '双开门冰箱 1 台',
    priceFen: fen(3_999_00),
    downPaymentFen: fen(399_00),
    expiresAt: LATER,
    ...change,
  };
}

export function orderCode(change: Partial<OrderCodePayload> = {}, key = orderPair.privateKey): string {
  const body = orderCodeBody(orderPayload(change));
  return orderCodeText(body, sign(null, Buffer.from(body), key));
}

export function orderView(): OrderView {
  const { orderId, merchant, store, summary, priceFen, downPaymentFen, expiresAt } = orderPayload();
  const lines = [{ name: '双开门冰箱', quantity: 1, amountFen: priceFen }];
  const principalFen = fen(priceFen - downPaymentFen);
  return { orderId, merchant, store, summary, lines, priceFen, downPaymentFen, principalFen, expiresAt };
}

type ResidentFields = Extract<CardFields, { document: 'resident' }>;

const commonFields = {
  name: '测试员甲',
  sex: 'male',
  birth: calendarDate('1990-03-07'),
  validFrom: calendarDate('2020-01-01'),
  validTo: calendarDate('2040-01-01'),
  samId: null,
} as const;
const mainland = { address: '测试省测试县测试路 1 号', authority: '测试县公安局' };
const numbered = (digits17: string): string => digits17 + citizenCheckCharacter(digits17);

export function cardFields(change: Partial<ResidentFields> = {}): ResidentFields {
  const number = numbered('11010119900307001');
  return { document: 'resident', ...commonFields, ...mainland, ethnicity: '汉', number, ...change };
}

/** One card of each other kind; each holder's name begins with 测. */
export function otherCards(): CardFields[] {
  const foreign = { ...commonFields, chineseName: commonFields.name, englishName: 'TESTER ALPHA', nationality: 'DEU' };
  const number2017 = 'DEU31019003071';
  return [
    {
      document: 'hmt',
      ...commonFields,
      ...mainland,
      number: numbered('81000019900307001'),
      passNumber: 'H00000001',
      issueCount: 1,
    },
    {
      document: 'fpr2017',
      ...foreign,
      number: number2017 + passportCheckDigit(number2017),
      edition: '01',
      acceptedBy: '3101',
    },
    {
      document: 'fpr2023',
      ...foreign,
      number: numbered('93127619900307001'),
      authority: '测试局',
      issueCount: 0,
      earlierNumberLink: '',
    },
  ];
}

export const PHONE = '13800000000';
export const CODE = '246810';

/** Not a picture, but it begins like one; its size is that of a small face. */
export function jpegBase64(bytes = 2_000): string {
  const content = Buffer.alloc(bytes, 7);
  content.set([0xff, 0xd8, 0xff, 0xe0]);
  return content.toString('base64');
}

export function takeFace(
  change: Partial<Extract<Intent, { kind: 'take-face' }>> = {},
): Extract<Intent, { kind: 'take-face' }> {
  return {
    kind: 'take-face',
    jpeg: jpegBase64(),
    faces: 1,
    detectionPercent: 97,
    faceHeightPercent: 45,
    detector: 'test',
    ...change,
  };
}

export const signature = {
  width: 800,
  height: 300,
  strokes: [
    [
      { x: 10, y: 10, t: 0 },
      { x: 200, y: 120, t: 120 },
    ],
  ],
};

export function plans(): Plan[] {
  const { principalFen } = orderView();
  return OFFERED_TERMS.map((terms) =>
    makePlan({ principalFen, annualRateBps: 1_440, terms, startOn: shanghaiDate(NOW) }),
  );
}

export function offer(applicationId: string): Offer {
  const { principalFen } = orderView();
  return {
    offerId: '01939d1c-0000-7000-8000-0000000000b1',
    applicationId,
    lender: '测试消费金融',
    principalFen,
    limitFen: fen(20_000_00),
    plans: plans(),
    expiresAt: LATER,
  };
}

export function contractFor(plan: Plan, applicationId: string): Contract {
  const contract = {
    version: '2026-11' as const,
    number: 'ZG-20261122-A7-0001',
    applicationId,
    language: 'zh' as const,
    madeOn: shanghaiDate(NOW),
    borrower: { name: '测试员甲', number: '110***' },
    lender: '测试消费金融',
    merchant: profile.merchant,
    store: profile.store,
    goods: orderView().summary,
    plan,
    costStatement: makeCostStatement(plan, '测试消费金融', ALL_IN_CEILING_BPS),
    clauses: [{ heading: '一', paragraphs: ['测试条款'] }],
  };
  return { ...contract, hash: hashOf(contract) };
}

export function receipt(plan: Plan, reference = 'A7-0001'): ReceiptView {
  return {
    reference,
    contractNumber: 'ZG-20261122-A7-0001',
    contractSha256: 'ab'.repeat(32),
    bookedAt: NOW,
    loanId: '01939d1c-0000-7000-8000-0000000000c1',
    principalFen: plan.principalFen,
    terms: plan.terms,
    instalmentFen: usualInstalment(plan),
    totalFen: plan.totalFen,
    firstDueOn: plan.firstDueOn,
    merchant: profile.merchant,
    lender: '测试消费金融',
  };
}

export function applicationState(applicationId: string, change: Partial<ApplicationState> = {}): ApplicationState {
  return {
    applicationId,
    reference: 'A7-0001',
    status: 'received',
    reasons: [],
    limitFen: null,
    offer: null,
    receipt: null,
    ...change,
  };
}
