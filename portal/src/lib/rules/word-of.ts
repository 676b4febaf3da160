/** The entry of a table of words for a key that came as text; undefined where the table has none of its own. */
export function wordOf(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return new Map(Object.entries(table)).get(key);
}
