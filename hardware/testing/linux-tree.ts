/** Folders in a temporary place that look like what Linux tells of devices (`/sys`, `/dev`, `/proc`). */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LinuxRoots } from '../discovery/linux-files.ts';

export interface LinuxTree {
  readonly roots: LinuxRoots;
  /** Paths that the user may not open. */
  readonly forbidden: Set<string>;
  /** Plugs a device in; returns the folder of its only interface. */
  usb(device: FakeUsb): string;
  /** A port in the folder of an interface: `ttyUSB0`, `hidraw3`, `lp0`. */
  port(className: string, name: string, interfaceFolder: string, files?: Readonly<Record<string, string>>): string;
  hid(name: string, interfaceFolder: string, hid: FakeHidFacts): string;
  unplug(at: string): void;
  write(path: string, text: string | Uint8Array): void;
  remove(): void;
}

interface FakeUsb {
  /** Socket: `1-1.2`. */
  readonly at: string;
  /** `1a86:7523` */
  readonly ids: string;
  readonly serial?: string;
  readonly maker?: string;
  readonly product?: string;
  readonly interfaceClass?: string;
  readonly interfaceNumber?: string;
  /** Which driver has taken the interface. */
  readonly driver?: string;
}

interface FakeHidFacts {
  /** As in `HID_ID`: bus, vendor, product. */
  readonly id: string;
  readonly uniq?: string;
  readonly name?: string;
  readonly descriptor?: Uint8Array;
}

export function createLinuxTree(): LinuxTree {
  const root = mkdtempSync(join(tmpdir(), 'hardware-linux-'));
  const forbidden = new Set<string>();
  const mayOpen = (path: string): Promise<boolean> => Promise.resolve(!forbidden.has(path));
  const roots = { sys: join(root, 'sys'), dev: join(root, 'dev'), proc: join(root, 'proc'), mayOpen };
  const links = new Map<string, string[]>();
  for (const folder of ['class/tty', 'class/hidraw', 'bus/usb/devices', 'bus/usb/drivers'])
    mkdirSync(join(roots.sys, folder), { recursive: true });

  function write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  function link(from: string, to: string): void {
    mkdirSync(dirname(from), { recursive: true });
    symlinkSync(to, from);
  }

  /** Devices behind a hub lie in the hub's folder. */
  function folderOf(at: string): string {
    const [first = '', ...rest] = at.split('.');
    const chain = rest.map((_, depth) => [first, ...rest.slice(0, depth + 1)].join('.'));
    return join(roots.sys, 'devices/pci0000:00/usb1', first, ...chain);
  }

  function node(name: string): string {
    const path = join(roots.dev, name);
    write(path, '');
    return path;
  }

  function port(className: string, name: string, folder: string, files: Readonly<Record<string, string>> = {}): string {
    const own = join(folder, className, name);
    const devname = className === 'usbmisc' ? `usb/${name}` : name;
    for (const [file, text] of Object.entries({ ...files, uevent: `DEVNAME=${devname}\n` }))
      write(join(own, file), `${text}\n`);
    link(join(own, 'device'), folder);
    const entry = join(roots.sys, 'class', className, name);
    link(entry, own);
    links.set(folder, [...(links.get(folder) ?? []), entry]);
    return node(devname);
  }

  function usb(device: FakeUsb): string {
    const { at, ids, serial, maker, product, interfaceClass = 'ff', interfaceNumber = '00', driver } = device;
    const folder = folderOf(at);
    const [vendor = '', productId = ''] = ids.split(':');
    const attributes = { idVendor: vendor, idProduct: productId, serial, manufacturer: maker, product };
    for (const [name, text] of Object.entries(attributes))
      if (text !== undefined) write(join(folder, name), `${text}\n`);
    write(join(folder, 'uevent'), `DEVNAME=bus/usb/001/${at}\n`);
    node(`bus/usb/001/${at}`);
    const face = join(folder, `${at}:1.${Number.parseInt(interfaceNumber, 16)}`);
    write(join(face, 'bInterfaceNumber'), `${interfaceNumber}\n`);
    write(join(face, 'bInterfaceClass'), `${interfaceClass}\n`);
    if (driver !== undefined) {
      mkdirSync(join(roots.sys, 'bus/usb/drivers', driver), { recursive: true });
      link(join(face, 'driver'), join(roots.sys, 'bus/usb/drivers', driver));
    }
    for (const path of [folder, face]) {
      const entry = join(roots.sys, 'bus/usb/devices', path.split('/').at(-1) ?? '');
      rmSync(entry, { force: true });
      link(entry, path);
    }
    return face;
  }

  return {
    roots,
    forbidden,
    usb,
    port,
    hid: (name, interfaceFolder, { id, uniq = '', name: product = '', descriptor }) => {
      const folder = join(interfaceFolder, `${id}.0001`);
      write(join(folder, 'uevent'), `HID_ID=${id}\nHID_NAME=${product}\nHID_UNIQ=${uniq}\n`);
      if (descriptor !== undefined) write(join(folder, 'report_descriptor'), descriptor);
      return port('hidraw', name, folder);
    },
    unplug: (at) => {
      const folder = folderOf(at);
      rmSync(folder, { recursive: true });
      for (const [owner, entries] of links)
        if (owner.startsWith(folder)) for (const entry of entries) rmSync(entry, { force: true });
    },
    write,
    remove: () => rmSync(root, { recursive: true }),
  };
}
