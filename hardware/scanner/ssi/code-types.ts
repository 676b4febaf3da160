/** SSI's code types (protocols 2.5) in AIM's words (2.8); those that 2.8 does not name have none. */
const AIM_OF_CODE_TYPES = new Map<number, string>([
  [0x01, ']A0'],
  [0x02, ']F0'],
  [0x03, ']C0'],
  [0x06, ']I0'],
  [0x07, ']G0'],
  [0x08, ']E0'],
  [0x09, ']E0'],
  [0x0a, ']E4'],
  [0x0b, ']E0'],
  [0x0f, ']C1'],
  [0x11, ']L0'],
  [0x13, ']A4'],
  [0x16, ']E0'],
  [0x1b, ']d1'],
  [0x1c, ']Q1'],
  [0x2d, ']z0'],
  [0x30, ']e0'],
  [0x31, ']e0'],
  [0x32, ']e0'],
]);

export function symbologyOfCodeType(codeType: number): string | null {
  return AIM_OF_CODE_TYPES.get(codeType) ?? null;
}
