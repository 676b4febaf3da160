/** Kernel modules of an unpacked Debian kernel, in an order in which they can be loaded. */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface KernelModule {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The modules and all they need, needed ones first. The list of `depmod` is made only when a kernel is installed, so
 * what a module needs is read from the module itself. Names the kernel has built in are not there and not needed.
 */
export function modulesInOrder(modulesDir: string, wanted: readonly string[]): KernelModule[] {
  const paths = new Map(
    readdirSync(modulesDir, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ko'))
      .map((path) => [nameOf(path), join(modulesDir, path)]),
  );
  const ordered = new Map<string, KernelModule>();
  const visit = (name: string): void => {
    const path = paths.get(name);
    if (path === undefined || ordered.has(name)) return;
    const content = readFileSync(path);
    for (const needed of needsOf(content)) visit(needed);
    ordered.set(name, { name, content });
  };
  for (const name of wanted) visit(name);
  return [...ordered.values()];
}

/** Files are called `hid-generic.ko` or `cdc_acm.ko` as their authors liked; the kernel itself only knows `_`. */
function nameOf(path: string): string {
  return basename(path, '.ko').replaceAll('-', '_');
}

/** The `depends=` line of the module's `.modinfo` section: names with commas between. */
function needsOf(module: Buffer): string[] {
  const key = '\0depends=';
  const start = module.indexOf(key);
  if (start < 0) return [];
  const end = module.indexOf(0, start + 1);
  return module
    .toString('latin1', start + key.length, end)
    .split(',')
    .filter((name) => name !== '')
    .map((name) => name.replaceAll('-', '_'));
}
