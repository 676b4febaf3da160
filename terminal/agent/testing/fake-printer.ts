import type { PaperWidth, PrintOutcome } from '#hardware/index.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { PrinterPort } from '../session/ports.ts';

/** Keeps what it prints; says what it is told to say, as soon as it is told. */
export class FakePrinter implements PrinterPort {
  readonly slips: Slip[] = [];
  paperWidthMm: PaperWidth | null = 80;
  /** Null: it is still printing. */
  #outcome: PrintOutcome | null = { kind: 'printed' };
  readonly #waiting: ((outcome: PrintOutcome) => void)[] = [];

  widthMm(): PaperWidth | null {
    return this.paperWidthMm;
  }

  print(slip: Slip): Promise<PrintOutcome> {
    this.slips.push(slip);
    if (this.#outcome !== null) return Promise.resolve(this.#outcome);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** How this slip and the next ones end; null lets them wait. */
  ends(outcome: PrintOutcome | null): void {
    this.#outcome = outcome;
    if (outcome !== null) for (const resolve of this.#waiting.splice(0)) resolve(outcome);
  }
}
