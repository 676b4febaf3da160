/** Honeywell's code ids (protocols 2.6) in AIM's words (2.8); those that 2.8 does not name have none. */
const AIM_OF_CODE_IDS = new Map<number, string>([
  [0x44, ']E4'],
  [0x45, ']E0'],
  [0x61, ']F0'],
  [0x62, ']A0'],
  [0x63, ']E0'],
  [0x64, ']E0'],
  [0x65, ']I0'],
  [0x69, ']G0'],
  [0x6a, ']C0'],
  [0x72, ']L0'],
  [0x73, ']Q1'],
  [0x77, ']d1'],
  [0x79, ']e0'],
  [0x7a, ']z0'],
  [0x7c, ']C1'],
  [0x7d, ']e0'],
]);

export function symbologyOfCodeId(codeId: number): string | null {
  return AIM_OF_CODE_IDS.get(codeId) ?? null;
}
