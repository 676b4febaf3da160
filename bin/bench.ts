// `npm run bench`: every module test/bench/*.bench.ts measures ours beside a peer, in turns, on this machine; what is
// printed is the ratio, because absolute figures belong to the machine.
import { glob } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { pathToFileURL } from 'node:url';
import { inRoot, rootDir } from './paths.ts';
import { killTracked } from './start/group.ts';
import { benchTable, resultsSchema, type BenchResult } from './bench/table.ts';

process.on('exit', killTracked);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));

const only = process.argv.slice(2);
const results: BenchResult[] = [];
let failed = 0;

for await (const file of glob('test/bench/**/*.bench.ts', { cwd: rootDir })) {
  if (only.length > 0 && !only.some((part) => file.includes(part))) continue;
  write(`measuring ${file} …`);
  try {
    results.push(...(await measure(file)));
  } catch (error) {
    failed += 1;
    write(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

const cpu = cpus();
write('');
write(
  `${cpu[0]?.model.trim() ?? 'unknown processor'}, ${cpu.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
write(benchTable(results));
process.exit(failed > 0 || results.length === 0 ? 1 : 0);

async function measure(file: string): Promise<BenchResult[]> {
  const module: unknown = await import(pathToFileURL(inRoot(file)).href);
  if (typeof module !== 'object' || module === null || !('bench' in module) || typeof module.bench !== 'function') {
    throw new Error(`${file} exports no function bench()`);
  }
  const measured: unknown = await (module.bench as () => unknown)();
  return resultsSchema.parse(measured);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
