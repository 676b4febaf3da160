/**
 * `node hardware/simulators/main.ts`: the simulated counter as a program.
 *
 *   READER_PORT   (4201) card reader, SDT over TCP      CONTROL_PORT (4203) HTTP control
 *   SCANNER_PORT  (4202) line scanner over TCP      PRINTER_PORT (4204) receipt printer, ESC/POS over TCP
 *
 * Says `simulators ready` (and `{ ready: true }` to a parent process) once all four listen. Ends with
 * 0 on SIGTERM, SIGINT or when the parent goes, with 1 and one line if it cannot start.
 */
import { z } from 'zod';
import { serveControl } from './control-server.ts';
import { openSandbox } from './sandbox.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);
const settingsSchema = z.object({
  READER_PORT: port(4201),
  SCANNER_PORT: port(4202),
  CONTROL_PORT: port(4203),
  PRINTER_PORT: port(4204),
});

const settings = settingsSchema.safeParse(process.env);
if (settings.success) {
  await run(settings.data);
} else {
  fail(`bad setting ${settings.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}

async function run(ports: z.infer<typeof settingsSchema>): Promise<void> {
  try {
    const sandbox = await openSandbox({
      reader: ports.READER_PORT,
      scanner: ports.SCANNER_PORT,
      printer: ports.PRINTER_PORT,
    });
    await serveControl(sandbox, ports.CONTROL_PORT);
  } catch (error) {
    fail(describe(error, ports));
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  console.log('simulators ready');
  process.send?.({ ready: true });
}

function describe(error: unknown, ports: Readonly<Record<string, number>>): string {
  if (!(error instanceof Error) || !('port' in error) || !('code' in error)) throw error;
  const { port: wanted, code } = error;
  const variable = Object.keys(ports).find((name) => ports[name] === wanted);
  const trouble = code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${String(code)})`;
  return `port ${String(wanted)} ${trouble}; set ${variable ?? 'it'} to another`;
}

/** Sockets close with the process and no state is kept, so there is nothing to save. */
function stop(): void {
  process.exit(0);
}

function fail(line: string): void {
  console.error(`simulators: ${line}`);
  process.exit(1);
}
