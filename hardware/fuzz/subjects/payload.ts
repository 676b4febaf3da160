/** What scanned codes say: bytes to text as a scanner gives it, text to meaning. */
import { fen } from '#shared/money/fen.ts';
import { orderCodeBody, orderCodeText, readOrderCode } from '#shared/wire/order-code.ts';
import { readEmvMerchant } from '../../payload/emv-merchant.ts';
import { readBracketed, readElementString } from '../../payload/gs1.ts';
import { parseScannedCode } from '../../payload/parse.ts';
import { readPrefixedScan } from '../../scanner/scan-text.ts';
import type { Dice } from '../dice.ts';
import { insist } from '../insist.ts';
import type { Subject } from '../subject.ts';

const texts = (...all: string[]): Buffer[] => all.map((text) => Buffer.from(text));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const ORDER_CODES = texts(
  orderCodeText(
    orderCodeBody({
      orderId: '01890a5d-ac96-774b-bcce-b302099a8057',
      merchantId: '01890a5d-ac96-774b-bcce-b302099a8058',
      merchant: '示例商行',
      store: '一店',
      summary: '冰箱',
      priceFen: fen(299_900),
      downPaymentFen: fen(59_900),
      expiresAt: 1_800_000_000_000,
    }),
    new Uint8Array(64),
  ),
);

const merchantFields = ['000201', '010212', '26190015com.example.pay', '52045411', '5303156', '540510.00', '5802CN'];
const EMV_CODES = texts(
  withCrc([...merchantFields, '5903abc', '6003def', '62070503123'].join('')),
  withCrc([...merchantFields, '5903abc', '6003def', '64130002ZH0103测试店'].join('')),
  '00020101021226',
);

const GS1_CODES = texts(
  '010690123456789217261231\x1d10A1',
  '\x1d010690123456789221XYZ-1',
  '(01)06901234567892(10)A1(17)261231',
  '00069012345678901234',
  'https://id.example.com/01/06901234567892/10/A1?17=261231',
);

const OTHERS = texts(
  '101234567890123456',
  '281234567890123456',
  '6212345678901234567',
  '0112345678901234567',
  'j101234567890123456',
  '\x02281234567890123456\x03',
  'hQVDUFYwMWETTwegAAADMwEBUAZVbmlvbg==',
  '6901234567892',
  '04252614',
  'https://qr.example.com/bax01234567',
  'wxp://f2f0example',
);

const SYMBOLOGIES = [null, ']E0', ']E4', ']C1', ']Q1', ']Q3', ']I0', ']d2', ']A0', ']', ''] as const;

/** CRC-16/CCITT-FALSE (protocols 2.11), so that some codes come through whole. */
function withCrc(fields: string): string {
  const text = `${fields}6304`;
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff;
  }
  return text + crc.toString(16).toUpperCase().padStart(4, '0');
}

/** Fields in the form of EMV with lengths that are mostly right, and the right sum. */
function inventEmv(dice: Dice): Buffer {
  const field = (): string => {
    const value = dice.pick(['5411', '156', '1.5', 'CN', 'abc', '测试', '0003abc', '12', '0002ZH0101x', '']);
    const length = dice.below(8) === 0 ? dice.below(100) : Array.from(value).length;
    return String(dice.below(100)).padStart(2, '0') + String(length).padStart(2, '0') + value;
  };
  const fields = Array.from({ length: dice.below(12) }, () =>
    dice.below(2) === 0 ? dice.pick(merchantFields) : field(),
  );
  return Buffer.from(withCrc(`000201${fields.join('')}`));
}

export const PAYLOAD_SUBJECTS: readonly Subject[] = [
  {
    name: 'scanned codes',
    input: 'whole',
    samples: [...ORDER_CODES, ...EMV_CODES, ...GS1_CODES, ...OTHERS],
    create: () => ({
      push: (bytes, { whim }) => {
        const reading = readPrefixedScan(bytes);
        if (reading?.kind !== 'scan') return 0;
        const symbology = whim % 3 === 0 ? (SYMBOLOGIES[whim % SYMBOLOGIES.length] ?? null) : reading.scan.symbology;
        const code = parseScannedCode({ text: reading.scan.text, symbology });
        if (code.kind !== 'payment-code') return code.kind === 'text' ? 0 : 1;
        insist(!JSON.stringify(code).includes(code.secret.reveal()), 'no payment code gets out by itself');
        return 1;
      },
    }),
  },
  {
    name: 'EMV merchant codes',
    input: 'whole',
    samples: EMV_CODES,
    invent: inventEmv,
    create: () => ({ push: (bytes) => (readEmvMerchant(textOf(bytes)).ok ? 1 : 0) }),
  },
  {
    name: 'GS1 element strings',
    input: 'whole',
    samples: GS1_CODES,
    create: () => ({
      push: (bytes) => [readElementString, readBracketed].filter((read) => read(textOf(bytes)).ok).length,
    }),
  },
  {
    name: 'order codes',
    input: 'whole',
    samples: ORDER_CODES,
    create: () => ({ push: (bytes) => (readOrderCode(textOf(bytes)) === null ? 0 : 1) }),
  },
];
