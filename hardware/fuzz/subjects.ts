/** Every parser of the room, in one list: a parser that takes bytes from outside and is missing here is a mistake. */
import { CARD_READER_SUBJECTS } from './subjects/card-reader.ts';
import { DRIVER_SUBJECTS } from './subjects/drivers.ts';
import { PAYLOAD_SUBJECTS } from './subjects/payload.ts';
import { PRINTER_SUBJECTS } from './subjects/printer.ts';
import { SCANNER_SUBJECTS } from './subjects/scanner.ts';
import { SIMULATOR_SUBJECTS } from './subjects/simulators.ts';
import { TRANSPORT_SUBJECTS } from './subjects/transport.ts';
import type { Subject } from './subject.ts';

export const SUBJECTS: readonly Subject[] = [
  ...CARD_READER_SUBJECTS,
  ...SCANNER_SUBJECTS,
  ...PAYLOAD_SUBJECTS,
  ...PRINTER_SUBJECTS,
  ...TRANSPORT_SUBJECTS,
  ...SIMULATOR_SUBJECTS,
  ...DRIVER_SUBJECTS,
];
