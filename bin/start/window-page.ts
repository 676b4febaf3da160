// A page on the disk that leads to the kiosk. Every user of the machine can read a command line, and with it the
// token; this file only its owner can.
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Writes the page with mode 0600 into a folder of mode 0700, and returns its address (file:…). */
export async function writeWindowPage(folder: string, url: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const file = join(folder, 'window.html');
  // A file that is there would keep its own mode.
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, windowPage(url), { mode: 0o600, flag: 'wx' });
  await rename(`${file}.new`, file);
  return pathToFileURL(file).href;
}

/** Replaces itself, so that going back does not lead to it; "<" is escaped for the script not to end early. */
export function windowPage(url: string): string {
  const target = JSON.stringify(url).replaceAll('<', '\\u003c');
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>掌柜</title>
<script>location.replace(${target})</script>
`;
}
