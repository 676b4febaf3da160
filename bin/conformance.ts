// `npm run conformance -- DIR`: judges every loan case in a folder (default: test/loan-cases) by the loan core and prints
// what passed per file, with the first difference of each case that did not. Ends with 1 where a case failed or none was
// found.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { caseFile } from '#shared/lending/conformance/case-file.ts';
import { reportLines } from '#shared/conformance/verdict.ts';
import { runCaseFile } from '#shared/lending/conformance/run.ts';
import { inRoot } from './paths.ts';
import { hasCode } from './problem.ts';

const [given] = process.argv.slice(2);
// npm runs scripts in the repository; a relative folder is meant from where the caller stands.
const folder = given === undefined ? inRoot('test', 'loan-cases') : resolve(process.env['INIT_CWD'] ?? '.', given);

let judged = 0;
let failures = 0;
for (const name of jsonFiles(folder)) {
  const content = readJson(join(folder, name));
  if (!content.ok) {
    failures += 1;
    write(`${name}: not readable as JSON: ${content.problem}`);
    continue;
  }
  const file = caseFile(content.value);
  if (file === null) {
    write(`${name}: no loan cases in it`);
    continue;
  }
  const results = runCaseFile(file);
  judged += results.length;
  failures += results.filter(({ verdict }) => verdict.outcome === 'failed').length;
  for (const line of reportLines(name, results)) write(line);
}
if (judged === 0) write(`No loan cases in ${folder}.`);
process.exit(failures > 0 || judged === 0 ? 1 : 0);

function jsonFiles(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'ENOTDIR')) throw error;
    write(
      `There is no folder ${directory}: give one that holds loan cases, as in npm run conformance -- test/loan-cases`,
    );
    process.exit(1);
  }
}

function readJson(path: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  const text = readFileSync(path, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: error.message };
  }
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
