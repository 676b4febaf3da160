const SAM_ID_BYTES = 16;

/**
 * Text form of the module number, `AA.BB-CCCCCCCC-DDDDDDDDDD-EEEEEEEEEE` (protocols 1.12).
 * Null if the data of the 12 FF reply has another length.
 */
export function samIdText(data: Uint8Array): string | null {
  if (data.length !== SAM_ID_BYTES) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const two = (offset: number): string => String(view.getUint16(offset, true)).padStart(2, '0');
  const ten = (offset: number): string => String(view.getUint32(offset, true)).padStart(10, '0');
  return `${two(0)}.${two(2)}-${view.getUint32(4, true)}-${ten(8)}-${ten(12)}`;
}
