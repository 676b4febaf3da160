/** A SHA-256 in hexadecimal as groups of four, four groups a line, so that two people can compare it aloud. */
export function fingerprintLines(sha256: string): string[][] {
  const groups = sha256.match(/.{1,4}/g) ?? [];
  return Array.from({ length: Math.ceil(groups.length / 4) }, (_, line) => groups.slice(line * 4, line * 4 + 4));
}

/** What the receipt's QR says: the contract's number and fingerprint, nothing about a person. */
export function receiptCode(contractNumber: string, contractSha256: string): string {
  return `${contractNumber} sha256:${contractSha256}`;
}
