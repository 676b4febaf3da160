/**
 * The boundary to a wire. A transport knows how to reach one address; opening it gives a link, and
 * a link has exactly one life. Policy (when to re-open) and meaning (frames) live above.
 */

/** Why a link could not be opened, or ended. `detail` is technical text without personal data. */
export interface LinkError {
  readonly code: LinkErrorCode;
  readonly detail: string;
}

export type LinkErrorCode =
  /** The path does not exist, or no device hangs on it. */
  | 'port-missing'
  /** Another program holds the port. */
  | 'port-busy'
  /** The operating system does not let this user open it. */
  | 'permission'
  /** A part of the machine that is needed to reach the device is not installed; `detail` says which. */
  | 'driver-missing'
  /** The host answered, but nobody listens there. */
  | 'refused'
  /** The host does not answer or its name is unknown. */
  | 'unreachable'
  /** An open link went away: plug pulled, connection closed. */
  | 'lost'
  /** The link is open, but the device answers nothing. */
  | 'silent'
  /** The device answers that it is broken or not authorised. */
  | 'device-fault'
  /** The opening was cancelled by its signal. */
  | 'cancelled'
  /** Anything else the operating system reports; see `detail`. */
  | 'failed';

export interface LinkHandlers {
  /** At least one byte, in wire order, cut anywhere. The bytes may be kept. */
  onData(bytes: Uint8Array): void;
  /** The link ended by itself. Called at most once, never after `close()` was called, last of all calls. */
  onLost(reason: LinkError): void;
}

/** What every link has in common: it can be ended. */
export interface Closable {
  /** Resolves when the port is free to be opened again. May be called at any time, any number of times. */
  close(): Promise<void>;
}

/** A wire that carries bytes. */
export interface Link extends Closable {
  /** Queues bytes in order. A failure shows as `onLost`; after the end of the link it does nothing. */
  write(bytes: Uint8Array): void;
  /** Later writes go out at this rate. Does nothing where the link has no rate of its own (TCP). */
  setBaud(baud: number): void;
  /**
   * Resolves when all that was written has left this program for the wire, or the link has ended. Never rejects.
   * Who writes much writes in pieces and drains between them; a device that takes nothing lets it wait without limit.
   */
  drain(): Promise<void>;
}

/** A HID device: whole reports, not a stream. */
export interface HidLink extends Closable {
  /**
   * Sends an output report: its id first, 00 where the device uses none; shorter ones are filled up with 00 to the
   * size that the descriptor names. Reports go out in order. False if the device did not take it.
   */
  write(report: Uint8Array): Promise<boolean>;
  /** As `write`, for a feature report. */
  sendFeatureReport(report: Uint8Array): Promise<boolean>;
  /** The report descriptor, where the system lets it be read (Linux). */
  readonly descriptor: Uint8Array | null;
}

export type OpenOutcome<L extends Closable = Link> =
  { readonly ok: true; readonly link: L } | { readonly ok: false; readonly error: LinkError };

/** Opens links of one kind to one address. */
export interface Opener<L extends Closable> {
  /**
   * Never rejects. No handler is called before the promise has resolved with a link, and none at all
   * if it resolves with an error. Each call makes a new link; only one should be open at a time.
   */
  open(handlers: LinkHandlers, signal: AbortSignal): Promise<OpenOutcome<L>>;
  /**
   * What stands at the address now: a mark that changes when the device is plugged out or in again. Never rejects, and
   * disturbs nobody; left out where only an opening would tell.
   */
  readonly presence?: () => Promise<string>;
}

/** `onData` gets one whole input report per call, with its id first if the device uses ids. */
export type HidTransport = Opener<HidLink>;

export interface Transport extends Opener<Link> {
  /** Rest between opening and the first byte: some boards reset when the port is opened (protocols 5.2). */
  readonly settleMs: number;
  /** Baud rates worth trying, the likeliest first; one silent try each. */
  readonly rates: readonly number[];
}
