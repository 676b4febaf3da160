import type { LinkError } from './transport.ts';

export type FoundPath =
  { readonly ok: true; readonly path: string } | { readonly ok: false; readonly error: LinkError };

/** Asked at every opening, so that a device that comes back under another name is found. Never rejects. */
export type PathFinder = () => Promise<FoundPath>;
