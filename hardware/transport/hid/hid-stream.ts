import type { HidFraming } from '../address.ts';
import { packReports, unpackReport } from './hid-framing.ts';
import { NO_RATES } from '../rates.ts';
import type { HidLink, HidTransport, Link, LinkHandlers, Transport } from '../transport.ts';

/** Carries a stream of bytes in the reports of a HID device: card readers that need no driver. */
export function hidStreamTransport(hid: HidTransport, framing: HidFraming): Transport {
  return {
    settleMs: 0,
    rates: NO_RATES,
    ...(hid.presence === undefined ? {} : { presence: hid.presence }),
    open: async (handlers, signal) => {
      const state = { isOpen: true };
      const inner: LinkHandlers = {
        onData: (report) => {
          const bytes = unpackReport(report, framing);
          if (bytes.length > 0 && state.isOpen) handlers.onData(bytes);
        },
        onLost: (reason) => {
          if (!state.isOpen) return;
          state.isOpen = false;
          handlers.onLost(reason);
        },
      };
      const outcome = await hid.open(inner, signal);
      return outcome.ok ? { ok: true, link: streamOn(outcome.link, framing, state, inner) } : outcome;
    },
  };
}

function streamOn(hid: HidLink, framing: HidFraming, state: { isOpen: boolean }, handlers: LinkHandlers): Link {
  let sent: Promise<void> = Promise.resolve();

  async function send(report: Uint8Array): Promise<void> {
    if (await hid.write(report)) return;
    handlers.onLost({ code: 'lost', detail: 'a report was not taken' });
    await hid.close();
  }

  return {
    write: (bytes) => {
      if (!state.isOpen) return;
      sent = Promise.all([sent, ...packReports(bytes, framing).map(send)]).then(() => undefined);
    },
    setBaud: () => undefined,
    drain: () => sent,
    close: () => {
      state.isOpen = false;
      return hid.close();
    },
  };
}
