import { about, environmentOf, type Environment, type Run, type Value } from '../expression/index.ts';
import { standard, unary, type Problems } from './compile-text.ts';
import { messageOf, withExecution } from './execution.ts';
import { asObject, putPath } from './merge.ts';
import { NO_HITS, type RunContext, type RunNode } from './node.ts';
import type { TableContent } from './schema.ts';

interface Column {
  readonly name: string;
  /** What its cells are about; null where each cell is a whole condition. */
  readonly field: Run | null;
}
interface Test {
  readonly column: number;
  readonly passes: (environment: Environment) => Value;
}
interface Output {
  readonly path: readonly string[];
  readonly column: string;
  readonly value: Run;
}
interface Row {
  readonly id: string;
  readonly tests: readonly Test[];
  readonly outputs: readonly Output[];
}

/** A decision table: rows whose cells all pass are hit; the first one, or all of them. */
export function tableNode(node: string, content: TableContent, problems: Problems): RunNode {
  const columns = content.inputs.map(({ name, field }): Column => ({
    name,
    field: isEmpty(field) ? null : standard(field, { node, column: name }, problems),
  }));
  const isWhole = content.inputs.map(({ field }) => isEmpty(field));
  const rows = content.rules.map((rule, row): Row => ({
    id: rule['_id'] ?? String(row + 1),
    tests: content.inputs.flatMap(({ id, name }, column): Test[] => {
      const text = rule[id];
      if (isEmpty(text)) return [];
      const passes =
        isWhole[column] === true
          ? standard(text, { node, row, column: name }, problems)
          : unary(text, { node, row, column: name }, problems);
      return [{ column, passes }];
    }),
    outputs: content.outputs.flatMap(({ id, name, field }): Output[] => {
      const text = rule[id];
      if (isEmpty(text) || isEmpty(field)) return [];
      const value = standard(text, { node, row, column: name }, problems);
      return [{ path: field.split('.'), column: name, value }];
    }),
  }));
  return withExecution(
    node,
    content,
    content.hitPolicy === 'first' ? first(node, columns, rows) : collect(node, columns, rows),
    problems,
  );
}

function isEmpty(text: string | null | undefined): text is '' | null | undefined {
  return text === null || text === undefined || text.trim() === '';
}

function first(node: string, columns: readonly Column[], rows: readonly Row[]): RunNode {
  return (input, context) => {
    const values = new Values(node, columns, input, context);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (row && values.hits(row, index)) return { output: values.outputOf(row, index), hits: [row.id] };
    }
    return { output: null, hits: NO_HITS };
  };
}

function collect(node: string, columns: readonly Column[], rows: readonly Row[]): RunNode {
  return (input, context) => {
    const values = new Values(node, columns, input, context);
    const hit = rows.flatMap((row, index) => (values.hits(row, index) ? [{ row, index }] : []));
    return {
      output: hit.map(({ row, index }) => values.outputOf(row, index)),
      hits: hit.map(({ row }) => row.id),
    };
  };
}

/** The columns' values for one input, each computed when a cell first asks for it. */
class Values {
  readonly #node: string;
  readonly #columns: readonly Column[];
  readonly #context: RunContext;
  readonly #base: Environment;
  readonly #environments: (Environment | null | undefined)[];

  constructor(node: string, columns: readonly Column[], input: Value, context: RunContext) {
    this.#node = node;
    this.#columns = columns;
    this.#context = context;
    this.#base = environmentOf(asObject(input), context.now, null, context.nodes);
    this.#environments = new Array<Environment | null | undefined>(columns.length);
  }

  /** Where a cell has no value the row is not hit, and that is noted. */
  hits(row: Row, index: number): boolean {
    let asked = 0;
    try {
      for (const { column, passes } of row.tests) {
        asked = column;
        const environment = this.#environmentOf(column);
        if (environment === null || passes(environment) !== true) return false;
      }
      return true;
    } catch (error) {
      this.#note(messageOf(error), index, this.#columns[asked]?.name);
      return false;
    }
  }

  outputOf(row: Row, index: number): Value {
    const made: Record<string, Value> = {};
    for (const { path, value, column } of row.outputs) {
      try {
        putPath(made, path, value(about(made, this.#base)));
      } catch (error) {
        this.#note(messageOf(error), index, column);
      }
    }
    return made;
  }

  #environmentOf(column: number): Environment | null {
    const known = this.#environments[column];
    if (known !== undefined) return known;
    const made = this.#makeEnvironment(column);
    this.#environments[column] = made;
    return made;
  }

  #makeEnvironment(column: number): Environment | null {
    const field = this.#columns[column]?.field ?? null;
    if (field === null) return this.#base;
    try {
      return about(field(this.#base), this.#base);
    } catch (error) {
      this.#note(messageOf(error), undefined, this.#columns[column]?.name);
      return null;
    }
  }

  #note(message: string, row: number | undefined, column: string | undefined): void {
    const place = {
      node: this.#node,
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
    };
    this.#context.issues.push({ ...place, message });
  }
}
