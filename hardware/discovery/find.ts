/** From what a device is to the name it has now. */
import type { UsbIdentity } from '../transport/address.ts';
import type { FoundPath } from '../transport/path-finder.ts';
import { describeIdentity, isMeant } from '../transport/usb/usb-facts.ts';
import { isEverydayUsage, isScannerUsage } from './guess.ts';
import { surveyHere } from './list.ts';
import type { Sighting } from './sighting.ts';
import type { Survey } from './survey.ts';

export async function findDevice(
  scheme: 'serial' | 'hid' | 'file',
  identity: UsbIdentity,
  survey: Survey = surveyHere,
): Promise<FoundPath> {
  const { sightings } = await survey([scheme]);
  const meant = sightings.filter((sighting) => isMeant(identity, sighting)).sort(byLikelihood);
  const [first] = meant;
  const what = describeIdentity(identity);
  if (first === undefined) return { ok: false, error: { code: 'port-missing', detail: `no device ${what}` } };
  // Guessing would hand a payment code's scanner to the card reader's driver.
  if (meant.some((other) => other.at !== first.at || other.serialNumber !== first.serialNumber))
    return { ok: false, error: { code: 'failed', detail: `${meant.length} devices ${what}: say which with at=` } };
  return { ok: true, path: first.path };
}

/** One device may show several faces: a scanner its reports and its keyboard. */
function byLikelihood(a: Sighting, b: Sighting): number {
  return rank(a) - rank(b) || (a.interface ?? 0) - (b.interface ?? 0);
}

function rank({ usage }: Sighting): number {
  if (isScannerUsage(usage)) return 0;
  return usage !== null && isEverydayUsage(usage) ? 2 : 1;
}
