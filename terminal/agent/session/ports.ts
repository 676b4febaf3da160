import type { PaperWidth, PrintOutcome } from '#hardware/index.ts';
import type { Slip } from '#shared/slip/document.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { TerminalServer } from '../server-link/port.ts';
import type { Filing } from '../vault/filing.ts';

/** What a session needs of the world. Each has a real form and a fake that keeps its promises. */
export interface SessionPorts {
  readonly clock: Clock;
  /** A new UUID (version 7). */
  readonly newId: () => string;
  readonly random: () => number;
  readonly log: Log;
  readonly server: TerminalServer;
  readonly filing: Filing;
  readonly reader: Pick<ReaderPort, 'wake' | 'rest' | 'reread'>;
  readonly queue: QueuePort;
  readonly printer: PrinterPort;
}

export interface ReaderPort {
  wake(): void;
  rest(): void;
  reread(): void;
}

export interface PrinterPort {
  /** Never rejects. */
  print(slip: Slip): Promise<PrintOutcome>;
  /** Null where the counter has no printer. */
  widthMm(): PaperWidth | null;
}

export interface QueuePort {
  /** Items that the server does not have yet. */
  waiting(): number;
  /** Something new to send. */
  wake(): void;
  /** Remembers a withdrawal until the server has answered it. */
  withdraw(applicationId: string): void;
}
