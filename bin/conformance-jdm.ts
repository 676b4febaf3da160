// `npm run conformance:jdm -- DIR`: judges every decision graph (`*.json` with its own `tests`) and every list of expressions
// (`*.csv`) in a folder and the folders below by the decision engine. Prints what passed per file, with the first difference
// of each case that did not, and the sums. Ends with 1 where a case failed or none was found.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import JSON5 from 'json5';
import { reportLines, type CaseResult } from '#shared/conformance/verdict.ts';
import { runExpressionFile } from '#shared/decision/conformance/expression-cases.ts';
import { runGraphFile } from '#shared/decision/conformance/graph-cases.ts';
import { hasCode } from './problem.ts';

const [given] = process.argv.slice(2);
if (given === undefined) stop('Give a folder with decision graphs or expressions: npm run conformance:jdm -- DIR');
// npm runs scripts in the repository; a relative folder is meant from where the caller stands.
const folder = resolve(process.env['INIT_CWD'] ?? '.', given);

const all: CaseResult[] = [];
for (const name of filesIn(folder)) {
  const results = judged(name, readFileSync(join(folder, name), 'utf8'));
  if (results === null) {
    write(`${name}: no cases in it`);
    continue;
  }
  all.push(...results);
  for (const line of reportLines(name, results)) write(line);
}
const [summary] = reportLines('all', all);
write(all.length === 0 ? `No cases in ${folder}.` : (summary ?? ''));
process.exit(all.length === 0 || all.some(({ verdict }) => verdict.outcome === 'failed') ? 1 : 0);

function judged(name: string, text: string): CaseResult[] | null {
  try {
    if (name.endsWith('.csv'))
      return runExpressionFile(name, text, { read: (value) => JSON5.parse(value), now: Date.now() });
    return runGraphFile(name, JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [{ id: name, verdict: { outcome: 'failed', difference: `not readable: ${error.message}` } }];
  }
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') || name.endsWith('.csv'))
      .sort();
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR')) throw error;
    return stop(`There is no folder ${directory}.`);
  }
}

function stop(line: string): never {
  write(line);
  process.exit(1);
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
