import { z } from 'zod';

export const resultsSchema = z.array(
  z.object({
    name: z.string(),
    ours: z.number(),
    peer: z.number(),
    /** How many times the peer ours is, in the direction where more is better. */
    ratio: z.number(),
    unit: z.string(),
    note: z.string(),
  }),
);

export type BenchResult = z.output<typeof resultsSchema>[number];

const headers = ['what', 'ours', 'peer', 'unit', 'ratio', 'note'];

export function benchTable(results: readonly BenchResult[]): string {
  const rows = results.map((one) => [
    one.name,
    figure(one.ours),
    figure(one.peer),
    one.unit,
    `${one.ratio.toFixed(2)} ×`,
    one.note,
  ]);
  const all = [headers, ...rows];
  const widths = headers.map((_header, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(headers), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function isNumber(column: number): boolean {
  return [1, 2, 4].includes(column);
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
