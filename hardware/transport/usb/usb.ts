/** Card readers on USB pipes, without a driver of the system (protocols 1.13). */
import { access, constants } from 'node:fs/promises';
import type { UsbIdentity, UsbPipes } from '../address.ts';
import { lockDevice } from '../device-lock.ts';
import { loadNodeUsb } from '../drivers.ts';
import { openErrorCode } from '../open-errors.ts';
import { NO_RATES } from '../rates.ts';
import type { LinkError, LinkHandlers, OpenOutcome, Transport } from '../transport.ts';
import type { UsbDevice } from './usb-device.ts';
import { planPipes, usbFactsOf, usbPort } from './usb-device.ts';
import type { UsbPort } from './usb-device.ts';
import { describeIdentity, isMeant } from './usb-facts.ts';
import { usbLink } from './usb-link.ts';

interface Target {
  readonly target: UsbIdentity;
  readonly pipes: UsbPipes;
}

type DeviceList =
  { readonly ok: true; readonly devices: readonly UsbDevice[] } | { readonly ok: false; readonly error: LinkError };
interface Refused {
  readonly ok: false;
  readonly error: LinkError;
}

export function usbTransport(target: Target, list: () => Promise<DeviceList> = listUsbDevices): Transport {
  return {
    settleMs: 0,
    rates: NO_RATES,
    open: (handlers, signal) => openUsb(target, list, handlers, signal),
  };
}

async function openUsb(
  { target, pipes }: Target,
  list: () => Promise<DeviceList>,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<OpenOutcome> {
  const listed = await list();
  if (!listed.ok) return listed;
  const meant = listed.devices.filter((device) => isMeant({ ...target, interface: null }, usbFactsOf(device)));
  const [device] = meant;
  const what = describeIdentity(target);
  if (device === undefined) return refuse('port-missing', `no device ${what}`);
  if (meant.length > 1) return refuse('failed', `${meant.length} devices ${what}: say which with at=`);
  const path = nodeOf(device);
  const locked = await lockDevice(path);
  if (!locked.ok) return locked;
  const opened = await claim(device, path, { target, pipes });
  if (!opened.ok) {
    await locked.lock.release();
    return opened;
  }
  const link = usbLink({ port: opened.port, pipes, lock: locked.lock }, handlers);
  if (!signal.aborted) return { ok: true, link };
  await link.close();
  return refuse('cancelled', 'opening cancelled');
}

async function claim(
  device: UsbDevice,
  path: string,
  { target, pipes }: Target,
): Promise<{ readonly ok: true; readonly port: UsbPort } | Refused> {
  try {
    await device.open();
    // Some versions of the package do not tell that the system refused.
    if (!device.opened) return refuse((await mayOpen(path)) ? 'failed' : 'permission', `${path} could not be opened`);
    const plan = planPipes(device.configuration?.interfaces ?? [], target.interface, pipes);
    if (plan !== null) {
      // Fails where no driver of the system has the interface, which is just as well.
      await device.detachKernelDriver(plan.interfaceNumber).catch(() => undefined);
      await device.claimInterface(plan.interfaceNumber);
      return { ok: true, port: usbPort(device, plan) };
    }
    await device.close();
    return refuse('failed', `${path} has no such pipes`);
  } catch (error) {
    await device.close().catch(() => undefined);
    const detail = error instanceof Error ? error.message : String(error);
    return refuse(openErrorCode(detail), detail);
  }
}

async function listUsbDevices(): Promise<DeviceList> {
  const loaded = await loadNodeUsb();
  if (!loaded.ok) return loaded;
  return loaded.driver.usb.getDevices().then(
    (devices) => ({ ok: true, devices }),
    (error: unknown) => refuse('failed', error instanceof Error ? error.message : String(error)),
  );
}

/** Its name where it has one (Linux); elsewhere at least one that no other device has. */
function nodeOf({ bus, address }: UsbDevice): string {
  const [busName, deviceName] = [bus, String(address)].map((part) => part.padStart(3, '0'));
  return `/dev/bus/usb/${busName}/${deviceName}`;
}

function mayOpen(path: string): Promise<boolean> {
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}

function refuse(code: LinkError['code'], detail: string): Refused {
  return { ok: false, error: { code, detail } };
}
