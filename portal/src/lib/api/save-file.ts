/** Gives a file made in the page to the browser to be saved. */
export function saveFile(file: { name: string; text: string }, type: string): void {
  const address = URL.createObjectURL(new Blob([file.text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}
