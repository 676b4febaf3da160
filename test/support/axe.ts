// axe-core in the page as it is: every screen a person can meet is looked at with the same rules.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { inRoot } from '../../bin/paths.ts';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const source = readFile(inRoot('node_modules', 'axe-core', 'axe.min.js'), 'utf8');

export async function assertAccessible(page: Page, screen: string): Promise<void> {
  // Through the debugger's door, since the page's own policy rightly refuses foreign scripts.
  await page.evaluate(await source);
  const { violations } = await page.evaluate<{ violations: Violation[] }>('axe.run(document)');
  const said = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`,
  );
  assert.deepEqual(said, [], `${screen} has accessibility faults`);
}
