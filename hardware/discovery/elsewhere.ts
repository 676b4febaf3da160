/** The search on systems other than Linux: what the packages tell. Whether a device may be opened shows on opening. */
import { SerialPort } from 'serialport';
import { loadNodeHid, loadNodeUsb } from '../transport/drivers.ts';
import { usbFactsOf } from '../transport/usb/usb-device.ts';
import { NO_USB, hexId } from '../transport/usb/usb-facts.ts';
import type { BlindSpot } from './found-device.ts';
import { isEverydayUsage, isKnownReader, isScannerMaker } from './guess.ts';
import type { Sighting } from './sighting.ts';
import type { Survey } from './survey.ts';

type Search = () => Promise<Sighting[]>;
type Seen = Pick<Sighting, 'scheme' | 'kind' | 'path'> & Partial<Sighting>;

const SEARCHES: Readonly<Record<Sighting['scheme'], { search: Search; blind: BlindSpot['code'] }>> = {
  serial: { search: findSerialPorts, blind: 'list-failed' },
  hid: { search: findHidDevices, blind: 'hid-unavailable' },
  usb: { search: findReaders, blind: 'usb-unavailable' },
  // Printers have no device files there.
  file: { search: () => Promise.resolve([]), blind: 'list-failed' },
};

export const surveyElsewhere: Survey = async (schemes) => {
  const blind: BlindSpot[] = [];
  const found = await Promise.all(
    schemes.map((scheme) =>
      SEARCHES[scheme].search().catch((error: unknown) => {
        blind.push({ code: SEARCHES[scheme].blind, detail: error instanceof Error ? error.message : String(error) });
        return [];
      }),
    ),
  );
  return { sightings: found.flat(), blind };
};

async function findSerialPorts(): Promise<Sighting[]> {
  const ports = await SerialPort.list();
  return ports.map(({ path, vendorId, productId, serialNumber, manufacturer, locationId }) =>
    seen({
      scheme: 'serial',
      kind: 'serial',
      path,
      vendorId: vendorId?.toLowerCase() ?? null,
      productId: productId?.toLowerCase() ?? null,
      // Windows makes up a name with an ampersand for devices that have no number.
      serialNumber: serialNumber === undefined || serialNumber.includes('&') ? null : serialNumber,
      maker: manufacturer ?? null,
      at: locationId ?? null,
    }),
  );
}

async function findHidDevices(): Promise<Sighting[]> {
  const loaded = await loadNodeHid();
  if (!loaded.ok) throw new Error(loaded.error.detail);
  const entries = await loaded.driver.devicesAsync();
  return entries.flatMap((entry) => {
    const { path, vendorId, productId, serialNumber, manufacturer, product, usagePage, usage } = entry;
    const own = usagePage === undefined || usage === undefined ? null : { page: usagePage, usage };
    const ids = { vendorId: hexId(vendorId), productId: hexId(productId) };
    if (path === undefined || (own !== null && isEverydayUsage(own) && !isScannerMaker(ids.vendorId))) return [];
    return [
      seen({
        scheme: 'hid',
        kind: 'hid',
        path,
        ...ids,
        serialNumber: serialNumber || null,
        maker: manufacturer || null,
        product: product || null,
        interface: entry.interface < 0 ? null : entry.interface,
        usage: own,
      }),
    ];
  });
}

async function findReaders(): Promise<Sighting[]> {
  const loaded = await loadNodeUsb();
  if (!loaded.ok) throw new Error(loaded.error.detail);
  const devices = await loaded.driver.usb.getDevices();
  return devices
    .map(usbFactsOf)
    .filter(({ vendorId, productId }) => isKnownReader(vendorId, productId))
    .map((facts) => seen({ ...facts, scheme: 'usb', kind: 'usb', path: `USB ${facts.at ?? ''}`.trim() }));
}

function seen(known: Seen): Sighting {
  const place = known.at ? `USB ${known.at}` : known.path;
  return { ...NO_USB, usage: null, access: 'ok', place, ...known };
}
