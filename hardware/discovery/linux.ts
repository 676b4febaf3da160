/**
 * The search on Linux. It reads the kernel's own file systems, so it works without udev and its tools; what udev adds
 * (names by identity) is only used where `/sys` is hidden, as in some containers.
 */
import { basename, join } from 'node:path';
import { NO_USB } from '../transport/usb/usb-facts.ts';
import type { BlindSpot } from './found-device.ts';
import { missingPermissions, withAccess } from './linux-access.ts';
import type { LinuxRoots } from './linux-files.ts';
import { namesIn, whereLeads } from './linux-files.ts';
import type { PortSearch } from './linux-ports.ts';
import { findBareUsbDevices, findHidDevices, findPrinters, findSerialPorts } from './linux-ports.ts';
import type { Sighting } from './sighting.ts';
import type { Sight, Survey } from './survey.ts';

const SEARCHES: Readonly<Record<Sighting['scheme'], PortSearch>> = {
  serial: findSerialPorts,
  hid: findHidDevices,
  usb: findBareUsbDevices,
  file: findPrinters,
};

/** What it means that the kernel knows no such devices at all; the class of printers comes with the first one. */
const UNKNOWN: Partial<Record<Sighting['scheme'], BlindSpot>> = {
  hid: { code: 'hid-unavailable', detail: 'this kernel has no hidraw' },
  usb: { code: 'usb-unavailable', detail: 'this kernel sees no USB' },
};

export function surveyLinux(roots: LinuxRoots): Survey {
  return async (schemes) => {
    const hasClasses = (await namesIn(join(roots.sys, 'class'))) !== null;
    const { sightings, blind } = hasClasses ? await sight(schemes, roots) : await sightByName(schemes, roots);
    const checked = await withAccess(sightings, roots);
    return { sightings: checked, blind: [...blind, ...missingPermissions(checked)] };
  };
}

async function sight(schemes: readonly Sighting['scheme'][], roots: LinuxRoots): Promise<Sight> {
  const found = await Promise.all(
    schemes.map(async (scheme): Promise<Sight> => {
      const sightings = await SEARCHES[scheme](roots);
      const unknown = sightings === null ? UNKNOWN[scheme] : undefined;
      return { sightings: sightings ?? [], blind: unknown === undefined ? [] : [unknown] };
    }),
  );
  return { sightings: found.flatMap((one) => one.sightings), blind: found.flatMap((one) => one.blind) };
}

/** `usb-<maker and product>-if00-port0`, which udev makes of what the device says. */
async function sightByName(schemes: readonly Sighting['scheme'][], roots: LinuxRoots): Promise<Sight> {
  const folder = join(roots.dev, 'serial/by-id');
  const names = schemes.includes('serial') ? ((await namesIn(folder)) ?? []) : [];
  const sightings = await Promise.all(
    names.map(async (name): Promise<Sighting> => {
      const path = join(folder, name);
      const place = (await whereLeads(path)) ?? path;
      const product = basename(name)
        .replace(/^usb-|-if\d+.*$/g, '')
        .replaceAll('_', ' ');
      return { ...NO_USB, scheme: 'serial', kind: 'serial', path, place, product, usage: null, access: 'ok' };
    }),
  );
  return { sightings, blind: [{ code: 'no-sysfs', detail: roots.sys }] };
}
