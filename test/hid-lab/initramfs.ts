/** The first file system of the lab's machine: busybox, the modules, and where the host's Node and our program are. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { ArchiveEntry } from './cpio.ts';
import { cpioArchive } from './cpio.ts';
import { modulesInOrder } from './modules.ts';

/** Host files over 9p, then every kind of device the checks hang on the machine (protocols 7). */
const MODULES = [
  ...['virtio_pci', '9pnet_virtio', '9p'],
  ...['uhid', 'hid_generic'],
  ...['dummy_hcd', 'libcomposite', 'usb_f_acm', 'usb_f_printer', 'usb_f_fs', 'cdc_acm', 'usblp'],
];
const FOLDERS = ['bin', 'dev', 'host', 'modules', 'proc', 'program', 'sys'];

export interface InitramfsParts {
  readonly modulesDir: string;
  /** Statically linked. */
  readonly busybox: string;
  /** Paths on the host. */
  readonly node: string;
  readonly main: string;
  /** Part of the names of the checks to run; empty for all. */
  readonly part: string;
}

export function buildInitramfs({ modulesDir, busybox, node, main, part }: InitramfsParts): Buffer {
  const modules = modulesInOrder(modulesDir, MODULES);
  const order = modules.map(({ name }) => name).join('\n');
  const files: ArchiveEntry[] = [
    { path: 'init', content: readFileSync(new URL('init.sh', import.meta.url)) },
    { path: 'bin/busybox', content: readFileSync(busybox) },
    { path: 'program/node', content: Buffer.from(node) },
    { path: 'program/main', content: Buffer.from(main) },
    { path: 'program/part', content: Buffer.from(part) },
    { path: 'modules/order', content: Buffer.from(order) },
    ...modules.map(({ name, content }) => ({ path: `modules/${name}.ko`, content })),
  ];
  return gzipSync(cpioArchive([...FOLDERS.map((path) => ({ path, content: null })), ...files]), { level: 1 });
}
