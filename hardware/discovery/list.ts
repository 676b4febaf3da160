import type { DeviceListing } from './found-device.ts';
import { surveyElsewhere } from './elsewhere.ts';
import { surveyLinux } from './linux.ts';
import { LINUX_ROOTS } from './linux-files.ts';
import { toFoundDevices } from './sighting.ts';
import type { Survey } from './survey.ts';

/** The search for this system. */
export const surveyHere: Survey = process.platform === 'linux' ? surveyLinux(LINUX_ROOTS) : surveyElsewhere;

/** What is plugged in, and what could not be seen. Never rejects; opens no device. */
export async function listDevices(survey: Survey = surveyHere): Promise<DeviceListing> {
  const { sightings, blind } = await survey(['serial', 'hid', 'usb', 'file']);
  return { devices: toFoundDevices(sightings), blind };
}
