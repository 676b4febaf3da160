/** `zhanggui scan ADDRESS`: what a scanner reads, one event per scan. Payment codes are secrets and stay masked. */
import { realDrivers } from '../hub/drivers.ts';
import { noMeter } from '../link/meter.ts';
import { parseScannedCode } from '../payload/parse.ts';
import { canSpeak } from '../scanner/can-speak.ts';
import type { Scan, ScannerProtocol } from '../scanner/scanner.ts';
import { readAddress } from './address-argument.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done, fail, failLink } from './outcome.ts';
import { fieldsOf, linesOf } from './scan-view.ts';

interface ScanOptions {
  readonly once: boolean;
  readonly protocol?: ScannerProtocol | undefined;
}

const ONCE_LIMIT_MS = 60_000;

/** Without `--once` it goes on until Ctrl-C (or `--timeout`), which is success if there was anything to see. */
export async function scan(context: Context, address: string, { once, protocol }: ScanOptions): Promise<Outcome> {
  const read = readAddress(address);
  if (!read.ok) return read;
  if (protocol !== undefined && !canSpeak(protocol, read.address)) return fail('not-supported', protocol);
  const { out, words, clock, timeoutMs } = context;
  let scans = 0;
  let isReady = false;
  const waiting = {
    limitMs: timeoutMs ?? (once ? ONCE_LIMIT_MS : null),
    onTimeout: () => (scans > 0 ? done : fail('timeout')),
    onInterrupt: () => (once ? fail('interrupted') : done),
  };

  return until(context, waiting, (settle) => {
    function take(found: Scan): void {
      scans += 1;
      const code = parseScannedCode(found);
      out.tell({ event: 'scan', ...fieldsOf(code, found.symbology) }, linesOf(code, found.symbology, words));
      if (once) settle(done);
    }
    const scanner = realDrivers.scanner(
      { address, protocol },
      {
        clock,
        meter: noMeter,
        onEvent: (event) => {
          switch (event.kind) {
            case 'ready':
              out.hint(isReady ? words.scan.back : words.scan.waiting);
              isReady = true;
              return;
            case 'lost':
              // One that cannot be opened is a wrong address or a busy port; one that goes away later comes back.
              if (isReady && !once) out.hint(words.scan.lost);
              else settle(failLink(event.reason));
              return;
            case 'scan':
              if (scans === 0 || !once) take(event.scan);
              return;
            case 'scan-refused':
              out.hint(words.scan.again);
              return;
          }
        },
      },
    );
    scanner.start();
    return scanner;
  });
}
