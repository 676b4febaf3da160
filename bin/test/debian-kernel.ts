// Debian's stock kernel for the HID lab: taken out of its package, never installed, so that no hook of the system runs.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';

export interface DebianKernel {
  /** The file to boot. */
  readonly image: string;
  /** The folder with its modules. */
  readonly modulesDir: string;
}

const folder = inRoot('.data', 'hid-lab', 'kernel');
/** A package without any content that needs the kernel of the day. */
const META_PACKAGE = 'linux-image-amd64';

export function debianKernel(): DebianKernel | undefined {
  const bootDir = join(folder, 'boot');
  const image = existsSync(bootDir) ? readdirSync(bootDir).find((name) => name.startsWith('vmlinuz-')) : undefined;
  if (image === undefined) return undefined;
  const modulesDir = join(folder, 'lib', 'modules', image.replace('vmlinuz-', ''), 'kernel');
  return existsSync(modulesDir) ? { image: join(bootDir, image), modulesDir } : undefined;
}

/** Of 400 MB of modules the lab needs these folders. */
const WANTED = ['drivers/hid', 'drivers/usb', 'drivers/virtio', 'fs', 'lib', 'net/9p'];

/** Downloads and unpacks (70 MB, seconds). Says why not, if so; needs apt's lists to be there. */
export function fetchDebianKernel(): string | undefined {
  const packageName = /Depends: (linux-image-\S+)/.exec(run('apt-cache', ['depends', META_PACKAGE]))?.[1];
  if (packageName === undefined) return `apt-cache knows no ${META_PACKAGE}`;
  const unpacking = `${folder}.new`;
  rmSync(unpacking, { recursive: true, force: true });
  mkdirSync(unpacking, { recursive: true });
  run('apt-get', ['-qq', 'download', packageName], unpacking);
  const archive = readdirSync(unpacking).find((name) => name.endsWith('.deb'));
  if (archive === undefined) return `apt-get download ${packageName} brought nothing`;
  const patterns = ['./boot/vmlinuz-*', ...WANTED.map((part) => `./lib/modules/*/kernel/${part}/*`)];
  run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$0" | tar -x --wildcards "$@"', archive, ...patterns], unpacking);
  rmSync(join(unpacking, archive));
  rmSync(folder, { recursive: true, force: true });
  renameSync(unpacking, folder);
  return debianKernel() === undefined ? `${packageName} holds no kernel` : undefined;
}

function run(program: string, args: readonly string[], cwd?: string): string {
  return spawnSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).stdout;
}
