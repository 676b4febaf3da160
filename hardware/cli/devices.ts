/** `zhanggui devices`: what is plugged in, by the role it is likely made for. Opens nothing. */
import type { FoundDevice } from '../discovery/found-device.ts';
import { listDevices } from '../discovery/list.ts';
import type { Context } from './context.ts';
import { until } from './context.ts';
import type { Outcome } from './outcome.ts';
import { done } from './outcome.ts';

const LIMIT_MS = 20_000;
const ROLES = ['reader', 'scanner', 'printer', null] as const;

export function showDevices(context: Context): Promise<Outcome> {
  return until(context, { limitMs: context.timeoutMs ?? LIMIT_MS }, (settle) => {
    void tellDevices(context).then(() => settle(done));
    return { stop: () => Promise.resolve() };
  });
}

async function tellDevices({ out, words }: Context): Promise<void> {
  const { devices, blind } = await listDevices();
  for (const role of ROLES) {
    const ofRole = devices.filter(({ guess }) => guess === role);
    if (ofRole.length > 0) out.hint(`${words.roles[role ?? 'other']}:`);
    for (const device of ofRole) {
      const access = words.devices.access[device.access];
      const line = words.devices.line(nameOf(device), device.place, device.address);
      out.tell({ event: 'device', role: device.guess, ...device }, [`  ${line}${access}`]);
    }
  }
  if (devices.length === 0) out.hint(words.devices.none);
  for (const spot of blind) {
    const line = words.devices.blind(`${words.blind[spot.code]} ${spot.detail}`.trim());
    out.tell({ event: 'blind', ...spot }, [line]);
  }
  if (blind.length > 0) out.hint(words.devices.doctor);
}

function nameOf({ maker, product, vendorId, productId, path }: FoundDevice): string {
  const said = [maker, product].filter((word) => word !== null).join(' ');
  if (said !== '') return said;
  return vendorId === null ? path : `${vendorId}:${productId ?? ''}`;
}
