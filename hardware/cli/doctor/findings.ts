/** What the facts mean, and the line to type. Pure. */
import type { CliMessages } from '#shared/messages/cli.ts';
import type { FoundDevice } from '../../discovery/found-device.ts';
import type { Facts } from './facts.ts';
import { UDEV_RULES } from './facts.ts';

export type Check = keyof CliMessages['doctor']['checks'];

export interface CheckFinding {
  readonly check: Check;
  /** `warning`: nothing suffers from it yet. Only `bad` makes the doctor's verdict bad. */
  readonly state: 'good' | 'warning' | 'bad';
  /** Names, numbers and paths of this machine; empty where there is nothing to name. */
  readonly detail: string;
  /** What to type; null where no command mends it. */
  readonly line: string | null;
}

const GB = 1024 ** 3;
const DISK_BAD_BYTES = 0.5 * GB;
const DISK_WARNING_BYTES = 2 * GB;

const GROUPS: readonly { check: Check; group: string; kinds: readonly FoundDevice['kind'][] }[] = [
  { check: 'serial-group', group: 'dialout', kinds: ['serial'] },
  { check: 'hid-group', group: 'plugdev', kinds: ['hid', 'usb'] },
  { check: 'printer-group', group: 'lp', kinds: ['printer'] },
];

export function judge(facts: Facts): CheckFinding[] {
  return [
    ...(facts.isLinux ? linuxFindings(facts) : []),
    ...packages(facts),
    ...devices(facts),
    disk(facts),
    clock(facts),
  ];
}

function linuxFindings(facts: Facts): CheckFinding[] {
  return [
    ...GROUPS.map(({ check, group }) => {
      const isIn = facts.isRoot || facts.groups.includes(group);
      return finding(check, isIn ? 'good' : 'warning', '', `sudo usermod -aG ${group} ${facts.user}`);
    }),
    rules(facts),
    unwanted(facts, 'modem-manager', 'ModemManager', 'warning', 'sudo systemctl disable --now ModemManager'),
    unwanted(facts, 'brltty', 'brltty', 'bad', 'sudo apt-get remove brltty'),
  ];
}

function rules({ udevRules }: Facts): CheckFinding {
  const line = `sudo cp ${UDEV_RULES} /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger`;
  return finding('udev-rules', udevRules === 'installed' ? 'good' : 'warning', udevRules, line);
}

function unwanted(
  { processes }: Facts,
  check: Check,
  name: string,
  state: 'warning' | 'bad',
  line: string,
): CheckFinding {
  // `comm` holds fifteen characters at most.
  const running = processes.find((process) => process.name === name.slice(0, 15));
  return finding(check, running === undefined ? 'good' : state, running === undefined ? '' : `${running.pid}`, line);
}

function packages({ nodeHidFault, nodeUsbFault }: Facts): CheckFinding[] {
  const hidLine = 'sudo apt-get install libudev1 libusb-1.0-0';
  const usbLine = 'npm ci --include=optional';
  return [
    finding('node-hid', nodeHidFault === null ? 'good' : 'bad', nodeHidFault ?? '', hidLine),
    finding('usb', nodeUsbFault === null ? 'good' : 'warning', nodeUsbFault ?? '', usbLine),
  ];
}

function devices({ listing, holders, user }: Facts): CheckFinding[] {
  const closed = listing.devices.filter(({ access }) => access === 'no-permission');
  const told = holders.map(({ path, pid, name, isOurs }) =>
    finding('ports', isOurs ? 'good' : 'bad', `${path}: ${name} (${pid})`, `fuser -v ${path}`),
  );
  // A lock that was seen without the one who has it: a program of another user.
  const locked = listing.devices.filter(
    ({ access, path }) => access === 'busy' && !holders.some((by) => by.path === path),
  );
  const unseen = locked.map(({ path }) => finding('ports', 'bad', path, `sudo fuser -v ${path}`));
  const forbidden = closed.map(({ path, kind }) => {
    const group = GROUPS.find(({ kinds }) => kinds.includes(kind))?.group ?? 'dialout';
    return finding('access', 'bad', path, `sudo usermod -aG ${group} ${user}`);
  });
  return [
    ...(told.length + unseen.length > 0 ? [...told, ...unseen] : [finding('ports', 'good', '', '')]),
    ...(forbidden.length > 0 ? forbidden : [finding('access', 'good', '', '')]),
  ];
}

function disk({ freeBytes }: Facts): CheckFinding {
  const state = freeBytes < DISK_BAD_BYTES ? 'bad' : freeBytes < DISK_WARNING_BYTES ? 'warning' : 'good';
  return finding('disk', state, `${(freeBytes / GB).toFixed(1)} GB`, 'du -xh --max-depth=2 . | sort -h | tail');
}

function clock({ now, programFrom }: Facts): CheckFinding {
  const state = now < programFrom ? 'bad' : 'good';
  return finding('clock', state, new Date(now).toISOString(), 'sudo timedatectl set-ntp true');
}

function finding(check: Check, state: CheckFinding['state'], detail: string, line: string): CheckFinding {
  return { check, state, detail, line: state === 'good' ? null : line };
}
