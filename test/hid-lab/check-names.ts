/** The promises the lab checks, in the order in which the machine does so. Each is one test of the host. */
export const CHECK_NAMES = [
  'node-hid sees a device of uhid with its ids, serial number, usage page and usage',
  'node-hid carries reports both ways, and the device never sees the 00 of a report without id',
  'node-hid tells an unplug within a second, as a text and not as an Error',
  'two programs can open one HID device, and both get every report',
  'a HID POS scanner is discovered by usage 8C/02, with its ids and serial number',
  'the report descriptor of a HID device can be read where protocols 2.6 say',
  'Honeywell HID POS: scans of 13, 56 and 57 bytes arrive whole',
  'Newland HID POS: scans of 13, 56 and 57 bytes arrive whole',
  'the trigger is output report 04 04 and 04 00, the switch to HID POS feature report FE 01',
  'a HID POS scanner unplugged between two reports is lost within 1 s, back within 2 s, and scans',
  'a HID card reader is discovered by its ids and serial number',
  'a HID card reader reads a card: reports of bytes and filling',
  'a HID card reader reads a card: reports with a length byte',
  'a HID card reader reads a card: reports with an id and a length byte',
  'a HID card reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card',
  'a USB serial port is discovered by its ids and serial number, without udev',
  'a serial card reader, opened by what it is, reads a card',
  'a serial card reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card',
  'a serial card reader that comes back under another name is found again',
  'a USB printer is discovered with its device file, and a slip is printed and confirmed',
  'a USB printer unplugged is lost within 1 s, back within 2 s, and prints',
  'a vendor-class reader 0400:C35A is discovered as one that needs no driver of the system',
  'a vendor-class reader 0400:C35A reads a card',
  'a vendor-class reader unplugged in a read is lost within 1 s, back within 2 s, and reads the card',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** All of them without a part. */
export function checksNamed(part = ''): CheckName[] {
  return CHECK_NAMES.filter((name) => name.includes(part));
}
