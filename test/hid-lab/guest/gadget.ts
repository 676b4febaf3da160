/**
 * A whole USB device made of kernel parts (protocols 7): `dummy_hcd` is a socket and a plug at once, configfs says what
 * hangs on it. The driver sees a true device with ids; its simulator talks to the other end.
 */
import { mkdirSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GadgetIdentity {
  /** Four hex digits. */
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber: string;
  readonly maker: string;
  readonly product: string;
}

export interface Gadget {
  readonly plug: () => void;
  readonly unplug: () => void;
  /** Takes it apart, so that the socket is free for another. */
  readonly remove: () => void;
}

const GADGETS = '/sys/kernel/config/usb_gadget';
const SOCKET = 'dummy_udc.0';
const ENGLISH = '0x409';

/** `functionName` is one of the kernel's, with the name of this one: `acm.reader`, `printer.slips`, `ffs.reader`. */
export function createGadget(functionName: string, identity: GadgetIdentity): Gadget {
  const root = join(GADGETS, functionName);
  const strings = join(root, 'strings', ENGLISH);
  const ownFunction = join(root, 'functions', functionName);
  const config = join(root, 'configs', 'c.1');
  const link = join(config, functionName);
  for (const folder of [root, strings, ownFunction, config]) mkdirSync(folder);
  const facts = {
    // As counter devices are; their packets hold 64 bytes.
    max_speed: 'full-speed',
    idVendor: `0x${identity.vendorId}`,
    idProduct: `0x${identity.productId}`,
    [`strings/${ENGLISH}/serialnumber`]: identity.serialNumber,
    [`strings/${ENGLISH}/manufacturer`]: identity.maker,
    [`strings/${ENGLISH}/product`]: identity.product,
  };
  for (const [name, value] of Object.entries(facts)) writeFileSync(join(root, name), value);
  symlinkSync(ownFunction, link);
  let isPlugged = false;
  const setPlugged = (wanted: boolean): void => {
    if (wanted !== isPlugged) writeFileSync(join(root, 'UDC'), `${wanted ? SOCKET : ''}\n`);
    isPlugged = wanted;
  };
  return {
    plug: () => setPlugged(true),
    unplug: () => setPlugged(false),
    remove: () => {
      unlinkSync(link);
      for (const folder of [config, ownFunction, strings, root]) rmdirSync(folder);
    },
  };
}
