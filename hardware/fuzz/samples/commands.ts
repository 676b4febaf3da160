/** What hosts say to devices, as published: requests for the simulators. */
const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(/\s/g, ''), 'hex');
const text = (what: string): Buffer => Buffer.from(what, 'latin1');

/** Protocols 1.3. */
export const SDT_COMMANDS: readonly Buffer[] = [
  'AAAAAA9669000310FFEC',
  'AAAAAA9669000311FFED',
  'AAAAAA9669000312FFEE',
  'AAAAAA966900032001 22',
  'AAAAAA966900032002 21',
  'AAAAAA966900033001 32',
  'AAAAAA966900033003 30',
  'AAAAAA966900033010 23',
  'AAAAAA9669000461FF50CA',
  'AAAAAA96690000',
].map(hex);

/** Protocols 3.2 and 3.3. */
export const ESCPOS: readonly Buffer[] = [
  hex('1B40 1C26'),
  hex('1B6101 1B4501 1D2111 1C210C'),
  Buffer.concat([text('Total 12.00'), hex('0A')]),
  hex('D5C6B9F1 0A'),
  hex('1004 01'),
  hex('1D6101'),
  hex('1D7201'),
  hex('1B76'),
  hex('1D4942'),
  hex('1D2848 0600 3030 30303031'),
  hex('1D286B 0400 31410200'),
  Buffer.concat([hex('1D286B 0A00 315030'), text('example')]),
  hex('1D286B 0300 315130'),
  Buffer.concat([hex('1D763000 3000 1800'), Buffer.alloc(48 * 24, 0x55)]),
  hex('1B6403 1D564200'),
  hex('1B700019FA'),
];

/** Protocols 2.3. */
export const NEWLAND_COMMANDS: readonly Buffer[] = [
  text('~\x010000#SCNTRG1;\x03'),
  text('~\x010000@SCNMOD2;ORTSET500;\x03'),
  text('~\x010000#C11ENA*,MIN&;\x03'),
  text('~\x010000#FACDEF;\x03'),
];

/** Protocols 2.4. */
export const HONEYWELL_COMMANDS: readonly Buffer[] = [
  hex('16540D'),
  hex('16550D'),
  hex('16070D'),
  text('\x16M\rREVINF.'),
  text('\x16M\rPAPHHF!'),
];

/** Protocols 2.5. */
export const SSI_COMMANDS: readonly Buffer[] = [
  hex('04D00400FF28'),
  hex('05D1040001FF25'),
  hex('04A30400FF55'),
  hex('04E40400FF14'),
  hex('04E50400FF13'),
  hex('05E6040001FF10'),
  hex('07C60400FFEE01FD41'),
];
