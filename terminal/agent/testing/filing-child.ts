/** A process that saves one application, says so, and then waits to be killed: for the test that does it. */
import { silentLog } from '../log.ts';
import { createFiling } from '../vault/filing.ts';
import { sealingKey } from '../vault/seal.ts';
import { openVault } from '../vault/vault.ts';
import { evidenceBytes, unsealedApplication } from './applications.ts';
import { profile } from './samples.ts';

const [, , file = '', count = '1'] = process.argv;
const vault = openVault(file, profile.terminalId);
const key = await sealingKey(profile);
const filing = createFiling({ vault, key, label: profile.label, now: () => Date.now(), log: silentLog });
for (let n = 1; n <= Number(count); n += 1) {
  const saved = await filing.file(unsealedApplication(), evidenceBytes());
  process.stdout.write(`${saved.ok ? `saved ${saved.value.reference}` : saved.refusal.code}\n`);
}
process.stdout.write('waiting\n');
setInterval(() => undefined, 1_000);
