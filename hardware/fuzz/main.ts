/**
 * `node hardware/fuzz/main.ts [--bytes 10000000] [--seed N] [--only NAME]`: feeds every parser of the room with so many
 * bytes that are nearly right, and says one line about each. NAME is a part of a subject's name. Ends with 0 if nothing
 * was thrown, hung or grew.
 */
import { parseArgs } from 'node:util';
import { createCrew } from './crew.ts';
import { shortestFailure } from './failure.ts';
import { describeActions } from './minimise.ts';
import type { Subject } from './subject.ts';
import { SUBJECTS } from './subjects.ts';

/** An episode takes milliseconds, and collecting the rubbish of ten megabytes less than a second. */
const SILENCE_MS = 30_000;
const SEEDS = 2 ** 31;

const { values } = parseArgs({
  options: { bytes: { type: 'string', default: '10000000' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const bytes = Number(values.bytes);
const seed = Number(values.seed ?? Math.floor(Math.random() * SEEDS));
const chosen = SUBJECTS.filter(({ name }) => name.includes(values.only ?? ''));

if (!Number.isSafeInteger(bytes) || bytes <= 0 || !Number.isSafeInteger(seed) || chosen.length === 0) {
  write('fuzz: --bytes and --seed are whole numbers, --only is a part of a name');
  process.exit(2);
}

write(`seed ${seed}, ${bytes.toLocaleString('en')} bytes each`);
const crew = createCrew();
let failures = 0;
for (const subject of chosen) {
  if (!(await isSound(subject))) failures += 1;
}
await crew.close();
write(
  failures === 0 ? `${chosen.length} parsers: nothing thrown, hung or grown` : `${failures} of ${chosen.length} failed`,
);
process.exit(failures === 0 ? 0 : 1);

async function isSound(subject: Subject): Promise<boolean> {
  const name = subject.name.padEnd(28);
  const outcome = await crew.run({ do: 'fuzz', subject: subject.name, bytes, seed }, SILENCE_MS);
  if (outcome.ok) {
    const { messages, megabytesPerSecond, slowestMs, grownBytes } = outcome;
    const figures = [
      `${outcome.bytes.toLocaleString('en').padStart(11)} bytes`,
      `${messages.toLocaleString('en').padStart(10)} messages`,
      `${megabytesPerSecond.toFixed(2).padStart(8)} MB/s`,
      `slowest push ${slowestMs.toFixed(1).padStart(6)} ms`,
      `grown ${Math.round(grownBytes / 1000)} kB`,
    ];
    write(`ok      ${name} ${figures.join('  ')}`);
    return true;
  }
  const { trouble, episode } = outcome;
  write(`FAILED  ${name} ${trouble}`);
  if (episode === null) return false;
  write(`seed ${seed}, episode ${episode}`);
  const shortest = await shortestFailure(crew, { subject, seed, episode });
  write(shortest === null ? 'does not come again with the last episodes alone' : describeActions(shortest));
  return false;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
