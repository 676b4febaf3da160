import type { FileView } from '#shared/wire/loans.ts';

/** Gives a file made in the page to the browser to be saved. */
export function saveFile(file: { name: string; text: string }, type: string): void {
  save(file.name, new Blob([file.text], { type }));
}

/** The same for a file the server made. */
export function saveServerFile({ name, type, base64 }: FileView): void {
  save(name, new Blob([bytesOf(base64)], { type }));
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
