// Where things are in the repository, from the place of this file, so that no program depends on the current folder.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const rootDir = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
export const buildDir = join(rootDir, '.build');

export function inRoot(...parts: readonly string[]): string {
  return join(rootDir, ...parts);
}
