import type Any from '@lucide/svelte/icons/check';

/** Any icon of Lucide, imported by its own path. */
export type IconComponent = typeof Any;
