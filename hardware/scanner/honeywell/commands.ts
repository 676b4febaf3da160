/** What Honeywell's scanners are told over a serial port (protocols 2.4). */

export const HONEYWELL = {
  triggerOn: Uint8Array.of(0x16, 0x54, 0x0d),
  triggerOff: Uint8Array.of(0x16, 0x55, 0x0d),
  beep: Uint8Array.of(0x16, 0x07, 0x0d),
} as const;

/** Asks for the firmware text. */
export const REVISION_TEXT = 'REVINF';

/** `text` is Tag SubTag data, several joined by `,` or `;`. A temporary one is gone with the power. */
export function encodeMenuCommand(text: string, storage: 'temporary' | 'stored'): Uint8Array {
  return Buffer.from(`\x16M\r${text}${storage === 'temporary' ? '.' : '!'}`, 'latin1');
}
