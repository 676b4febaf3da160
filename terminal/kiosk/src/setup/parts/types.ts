import type { SetupSnapshot } from '#agent/setup/snapshot.ts';
import type { SetupVisit } from '../setup-visit.svelte.ts';

/** What every page of the wizard gets. */
export interface StepProps {
  snapshot: SetupSnapshot;
  setup: SetupVisit;
}
