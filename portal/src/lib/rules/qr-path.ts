/**
 * The dark modules of a QR matrix as one SVG path, a run of neighbours in a row being one rectangle: a tenth of the
 * elements, and no hair lines between modules that belong together.
 */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  const runs: string[] = [];
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      runs.push(`M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`);
    }
  });
  return runs.join('');
}
