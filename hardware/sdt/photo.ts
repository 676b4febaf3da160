/**
 * The holder's picture, kept as the card holds it: WLT, a wavelet format that only licensed libraries decode
 * (protocols 1.11). Whoever has such a library puts it behind the port; without one a placeholder is shown.
 */

export const WLT_BYTES = 1024;
/** `WLf` and 00: what every picture begins with. */
const WLT_MAGIC = Uint8Array.of(0x57, 0x4c, 0x66, 0x00);

/** 102 x 126 points, three bytes each (red, green, blue), row by row from the top. */
export interface DecodedPhoto {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** `not-licensed`: the library is bound to other readers (GetBmp -5). `undecodable`: it could not make a picture of it. */
export type PhotoDecoding =
  | { readonly ok: true; readonly picture: DecodedPhoto }
  | { readonly ok: false; readonly code: 'not-licensed' | 'undecodable' };

/** The port. `wlt` must not be changed or kept. */
export type PhotoDecoder = (wlt: Uint8Array) => Promise<PhotoDecoding>;

export type PhotoFinding =
  { readonly ok: true; readonly wlt: Uint8Array } | { readonly ok: false; readonly code: 'photo-unrecognised' };

/** The photo of a record if it is one by length and magic. An odd photo is worth a warning, not a refusal. */
export function photoOf({ photo }: { readonly photo: Uint8Array }): PhotoFinding {
  const isWlt = photo.length === WLT_BYTES && WLT_MAGIC.every((byte, at) => photo[at] === byte);
  return isWlt ? { ok: true, wlt: photo } : { ok: false, code: 'photo-unrecognised' };
}
