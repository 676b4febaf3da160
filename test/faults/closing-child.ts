// A server's close of business alone, as a process that can be killed: says when it begins and ends by itself.
import { v7 } from 'uuid';
import { closeDueDays } from '#server/lending/index.ts';
import { openDatabase } from '#server/platform/database.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';

const [appUrl = '', serverSecret = '', now = ''] = process.argv.slice(2);
const db = openDatabase(appUrl, { connectionsMax: 4 });
const platform = { db, secrets: deriveSecrets(serverSecret), now: () => Number(now), newId: () => v7() };
process.send?.('begun');
await closeDueDays(platform, new AbortController().signal);
await db.close();
process.disconnect();
