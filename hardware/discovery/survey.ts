import type { BlindSpot } from './found-device.ts';
import type { Sighting } from './sighting.ts';

/** What one search saw, and what it could not see. */
export interface Sight {
  readonly sightings: readonly Sighting[];
  readonly blind: readonly BlindSpot[];
}

/** A search for devices that are reached in these ways. Never rejects; opens no device. */
export type Survey = (schemes: readonly Sighting['scheme'][]) => Promise<Sight>;
