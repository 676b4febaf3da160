/** Status bits in words (protocols 3.3). */
import type { RealTimeQuestion } from './commands.ts';
import type { PrinterStatus, PrinterTrouble } from './printer.ts';
import { PRINTER_TROUBLES } from './printer.ts';

/** Answers to DLE EOT 1–4; null for those that did not come. */
export type RealTimeAnswers = Readonly<Record<RealTimeQuestion, number | null>>;

type Marks = readonly (readonly [trouble: PrinterTrouble, isSo: boolean])[];

export function statusOfAnswers(answers: RealTimeAnswers): PrinterStatus {
  const printer = answers.printer ?? 0;
  const cause = answers['offline-cause'] ?? 0;
  // It says that there is an error and not which: the mildest that somebody has to look at.
  const error = answers.error ?? ((cause & 0x40) === 0 ? 0 : 0x04);
  const paper = answers.paper ?? 0;
  const isEnd = (paper & 0x60) !== 0 || (cause & 0x20) !== 0;
  return status((printer & 0x04) !== 0, [
    ...errorMarks(error),
    ['cover-open', (cause & 0x04) !== 0],
    ['paper-end', isEnd],
    ['feed-button', (printer & 0x40) !== 0 || (cause & 0x08) !== 0],
    // Waiting to be taken on line again is off line, too.
    ['offline', (printer & 0x28) !== 0],
    ['paper-near-end', (paper & 0x0c) !== 0 && !isEnd],
  ]);
}

export function statusOfAutomatic([printer, error, paper]: readonly [number, number, number, number]): PrinterStatus {
  return status((printer & 0x04) !== 0, [
    ...errorMarks(error),
    ['cover-open', (printer & 0x20) !== 0],
    ['feed-button', (printer & 0x40) !== 0],
    ['offline', (printer & 0x08) !== 0],
    ...paperMarks(paper),
  ]);
}

/** GS r and ESC v: the paper is all that is known. */
export function statusOfPaper(bits: number): PrinterStatus {
  return status(false, paperMarks(bits));
}

/** With these nothing comes out, or not all of it. */
export function forbidsPrinting(status: PrinterStatus): boolean {
  return troublesOf(status).some((trouble) => trouble !== 'paper-near-end');
}

export function troublesOf(status: PrinterStatus): readonly PrinterTrouble[] {
  return status.answers ? status.troubles : [];
}

export function isSameStatus(one: PrinterStatus, other: PrinterStatus): boolean {
  if (!one.answers || !other.answers) return one.answers === other.answers;
  return one.drawerPinHigh === other.drawerPinHigh && one.troubles.join() === other.troubles.join();
}

/** DLE EOT 3 and the second byte of GS a have the same bits. */
function errorMarks(bits: number): Marks {
  return [
    ['mechanical-error', (bits & 0x04) !== 0],
    ['cutter-error', (bits & 0x08) !== 0],
    ['unrecoverable-error', (bits & 0x20) !== 0],
    ['head-too-hot', (bits & 0x40) !== 0],
  ];
}

function paperMarks(bits: number): Marks {
  return [
    ['paper-end', (bits & 0x0c) !== 0],
    ['paper-near-end', (bits & 0x0f) === 0x03],
  ];
}

function status(drawerPinHigh: boolean, marks: Marks): PrinterStatus {
  const found = new Set(marks.filter(([, isSo]) => isSo).map(([trouble]) => trouble));
  return { answers: true, troubles: PRINTER_TROUBLES.filter((trouble) => found.has(trouble)), drawerPinHigh };
}
