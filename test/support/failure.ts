// What a failed test leaves behind to be looked at: a picture of each page, and the ends of the programs' logs.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inRoot } from '../../bin/paths.ts';
import type { Stack } from './stack.ts';

const folder = inRoot('.data', 'failures');

export async function keepFailure(stack: Stack, pages: Readonly<Record<string, Page>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, page] of Object.entries(pages)) await page.screenshot({ path: join(folder, `${name}.png`) });
  console.error(await stack.logs());
}
