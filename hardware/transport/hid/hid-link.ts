import type { Clock } from '../../link/clock.ts';
import type { DeviceLock } from '../device-lock.ts';
import { watchNode } from '../device-node.ts';
import { hidReportSizes } from './hid-descriptor.ts';
import type { HidDevice } from './hid-system.ts';
import type { HidLink, LinkHandlers } from '../transport.ts';

interface OpenHid {
  readonly device: HidDevice;
  readonly descriptor: Uint8Array | null;
  readonly lock: DeviceLock;
  readonly path: string;
  /** See `nodeOf`. */
  readonly node: string;
}

export function hidLink(opened: OpenHid, clock: Clock, handlers: LinkHandlers): HidLink {
  const { device, descriptor, lock, path, node } = opened;
  const sizes = descriptor === null ? null : hidReportSizes(descriptor);
  const ended = Promise.withResolvers<false>();
  let open = true;
  let turn: Promise<unknown> = Promise.resolve();
  let closed: Promise<void> | null = null;
  const unwatch = watchNode(path, node, clock, () => lose('device node gone'));

  function close(): Promise<void> {
    open = false;
    unwatch();
    ended.resolve(false);
    // node-hid keeps the process alive while it reads, and a device gone while it closes is closed all the same.
    closed ??= turn
      .then(() => device.close())
      .catch(() => undefined)
      .then(() => lock.release());
    return closed;
  }

  function lose(detail: string): void {
    if (!open) return;
    void close();
    handlers.onLost({ code: 'lost', detail });
  }

  /** One after the other; what is still waiting when the link ends is dropped. */
  function inTurn(send: () => Promise<unknown>): Promise<boolean> {
    const done = turn.then(async () => {
      if (!open) return false;
      return send().then(
        () => true,
        () => false,
      );
    });
    turn = done;
    return Promise.race([ended.promise, done]);
  }

  // Without a listener an `error` ends the process, and reading begins with the listener for `data`.
  device.on('error', (reason) => lose(reason instanceof Error ? reason.message : String(reason)));
  device.on('data', (report) => {
    if (open && report instanceof Uint8Array) handlers.onData(report);
  });

  return {
    descriptor,
    write: (report) => {
      const whole = fill(report, sizes?.output);
      return inTurn(() => device.write(whole));
    },
    sendFeatureReport: (report) => {
      const whole = fill(report, sizes?.feature);
      return inTurn(() => device.sendFeatureReport(whole));
    },
    close,
  };
}

/** node-hid sends what it is given, and on Linux a short report arrives short (protocols 1.13). */
function fill(report: Uint8Array, sizes: ReadonlyMap<number, number> | undefined): Buffer {
  const whole = Buffer.alloc(Math.max(report.length, sizes?.get(report[0] ?? 0) ?? 0));
  whole.set(report);
  return whole;
}
