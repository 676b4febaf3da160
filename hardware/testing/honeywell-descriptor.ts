/** The report descriptor of Honeywell imagers (protocols 2.6). */
export const HONEYWELL_DESCRIPTOR = Uint8Array.from(
  Buffer.from(
    `05 8C 09 02 A1 01
      09 12 A1 02 85 02 15 00 26 FF 00 75 08 95 01 05 01 09 3B 81 02
        95 03 05 8C 09 FB 09 FC 09 FD 81 02
        95 38 09 FE 82 02 01
        06 66 FF 95 02 09 04 09 00 81 02
        05 8C 25 01 75 01 95 08 09 FF 81 02 C0
      09 14 A1 02 85 04 15 00 25 01 75 01 95 08
        09 00 09 5F 09 60 09 00 09 00 09 85 09 86 91 86 C0
      06 66 FF 75 08 26 FF 00
      09 03 A1 02 85 FE 95 01 09 03 B2 82 01 C0
      09 01 A1 02 85 FD 95 01 09 21 91 02 95 3E 09 22 92 82 01 C0
    C0`.replaceAll(/\s/g, ''),
    'hex',
  ),
);
