import { tokensOf, type Token } from './lexer.ts';
import { bindingOf, isBinary } from './operators.ts';
import { isClosureName, SyntaxProblem, type BinaryOperator, type Node } from './syntax.ts';

const DEPTH_MAX = 200;

/** A recursive parser over the tokens of one expression (Pratt). */
export class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;
  #depth = 0;
  /** Within `]a..b[` the bracket after `b` is the interval's end, not the beginning of an index. */
  #isBracketEnd = false;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  /** A whole standard expression, perhaps with assignments. */
  whole(): Node {
    const steps: { path: readonly string[]; value: Node }[] = [];
    for (let path = this.#assignedPath(); path !== null; path = this.#assignedPath()) {
      steps.push({ path, value: this.expression() });
      if (!this.accept(';') || this.atEnd()) break;
    }
    if (steps.length > 0 && this.atEnd()) return { kind: 'assignments', steps, result: null };
    const result = this.expression();
    if (!this.atEnd()) throw this.problem('nothing more is expected here');
    return steps.length === 0 ? result : { kind: 'assignments', steps, result };
  }

  /** `a.b.c =`, looked for ahead; nothing is taken where it is something else. */
  #assignedPath(): readonly string[] | null {
    const path: string[] = [];
    let ahead = this.#position;
    for (;;) {
      const name = this.#tokens[ahead];
      if (name?.kind !== 'name' || name.value.startsWith('$')) return null;
      path.push(name.value);
      const next = this.#tokens[ahead + 1];
      if (next?.kind !== 'symbol') return null;
      ahead += 2;
      if (next.value === '=') break;
      if (next.value !== '.') return null;
    }
    this.#position = ahead;
    return path;
  }

  expression(): Node {
    this.#depth += 1;
    if (this.#depth > DEPTH_MAX) throw this.problem('the expression is nested too deeply');
    const when = this.binary(0);
    let node = when;
    if (this.accept('?')) {
      const then = this.expression();
      this.expect(':');
      node = { kind: 'conditional', when, then, otherwise: this.expression() };
    }
    this.#depth -= 1;
    return node;
  }

  /** Operators that bind tighter than `least`. */
  binary(least: number): Node {
    let left = this.#prefixed();
    for (;;) {
      const operator = this.peekOperator();
      const binding = operator === null ? 0 : bindingOf(operator);
      if (operator === null || binding <= least) return left;
      this.takeOperator(operator);
      left = { kind: 'binary', operator, left, right: this.binary(operator === '^' ? binding - 1 : binding) };
    }
  }

  peekOperator(): BinaryOperator | null {
    const token = this.peek();
    if (token.kind === 'name' && token.value === 'not') {
      const next = this.#tokens[this.#position + 1];
      return next?.kind === 'name' && next.value === 'in' ? 'not in' : null;
    }
    if (token.kind !== 'symbol' && token.kind !== 'name') return null;
    return isBinary(token.value) ? token.value : null;
  }

  takeOperator(operator: BinaryOperator): void {
    this.#position += operator === 'not in' ? 2 : 1;
  }

  #prefixed(): Node {
    const token = this.peek();
    const sign = token.kind === 'symbol' || token.kind === 'name' ? token.value : '';
    if (sign === 'not' || sign === '!' || sign === '-' || sign === '+') {
      this.#depth += 1;
      if (this.#depth > DEPTH_MAX) throw this.problem('the expression is nested too deeply');
      this.#position += 1;
      const node: Node = { kind: 'unary', operator: sign === '!' ? 'not' : sign, operand: this.#prefixed() };
      this.#depth -= 1;
      return node;
    }
    return this.#postfixed(this.#primary());
  }

  #postfixed(start: Node): Node {
    let node = start;
    for (;;) {
      if (this.accept('.')) node = this.#afterDot(node);
      else if (!this.#isBracketEnd && node.kind !== 'literal' && this.accept('[')) node = this.#afterBracket(node);
      else return node;
    }
  }

  #afterDot(of: Node): Node {
    const token = this.take();
    if (token.kind === 'symbol' && token.value === '#')
      return { kind: 'member', of, key: { kind: 'literal', value: '#' } };
    if (token.kind !== 'name') throw this.problem('a name is expected after the point', token.at);
    if (!this.accept('(')) return { kind: 'member', of, key: { kind: 'literal', value: token.value } };
    return { kind: 'method', of, name: token.value, parameters: this.#list(')'), at: token.at };
  }

  #afterBracket(of: Node): Node {
    if (this.accept(':')) return this.#sliced(of, null);
    const key = this.expression();
    if (this.accept(':')) return this.#sliced(of, key);
    this.expect(']');
    return { kind: 'member', of, key };
  }

  #sliced(of: Node, from: Node | null): Node {
    if (this.accept(']')) return { kind: 'slice', of, from, to: null };
    const to = this.expression();
    this.expect(']');
    return { kind: 'slice', of, from, to };
  }

  #primary(): Node {
    const token = this.take();
    switch (token.kind) {
      case 'number':
      case 'text':
        return { kind: 'literal', value: token.value };
      case 'template':
        return this.#template(token);
      case 'name':
        return this.#named(token.value, token.at);
      case 'symbol':
        return this.#symbol(token.value, token.at);
      case 'end':
        throw this.problem('the expression ends too early', token.at);
    }
  }

  #template({ texts, sources }: Extract<Token, { kind: 'template' }>): Node {
    const parts = texts.flatMap((text, index): Node[] => {
      const source = sources[index];
      const literal: Node[] = text === '' ? [] : [{ kind: 'literal', value: text }];
      return source === undefined ? literal : [...literal, new Parser(source.text).whole()];
    });
    return { kind: 'template', parts };
  }

  #named(name: string, at: number): Node {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === 'and' || name === 'or' || name === 'in') throw this.problem('an operator can not stand here', at);
    if (!this.accept('(')) return { kind: 'identifier', name, at };
    if (!isClosureName(name)) return { kind: 'call', name, parameters: this.#list(')'), at };
    const list = this.expression();
    const alias = this.#alias();
    if (name === 'count' && this.accept(')')) throw this.problem('count wants a condition', at);
    this.expect(',');
    const body = this.expression();
    this.accept(',');
    this.expect(')');
    return { kind: 'closure', name, list, alias, body };
  }

  #alias(): string | null {
    const token = this.peek();
    if (token.kind !== 'name' || token.value !== 'as') return null;
    this.take();
    const name = this.take();
    if (name.kind !== 'name') throw this.problem('a name is expected after "as"', name.at);
    return name.value;
  }

  #symbol(symbol: string, at: number): Node {
    switch (symbol) {
      case '#':
        return { kind: 'item', at };
      case '(': {
        const inner = this.expression();
        if (this.accept('..')) return this.#interval(inner, false);
        this.expect(')');
        return { kind: 'group', inner };
      }
      case ']':
        return this.#outsideInterval();
      case '[':
        return this.#bracketed();
      case '{':
        return this.#object();
      default:
        throw this.problem('a value is expected here', at);
    }
  }

  #outsideInterval(): Node {
    const from = this.expression();
    this.expect('..');
    this.#isBracketEnd = true;
    const to = this.binary(0);
    this.#isBracketEnd = false;
    this.expect('[');
    return { kind: 'interval', from, to, includesFrom: true, includesTo: true, isOutside: true };
  }

  #interval(from: Node, includesFrom: boolean): Node {
    const to = this.expression();
    const includesTo = this.accept(']');
    if (!includesTo) this.expect(')');
    return { kind: 'interval', from, to, includesFrom, includesTo, isOutside: false };
  }

  #bracketed(): Node {
    if (this.accept(']')) return { kind: 'list', items: [] };
    const first = this.expression();
    if (this.accept('..')) return this.#interval(first, true);
    if (this.accept(']')) return { kind: 'list', items: [first] };
    this.expect(',');
    return { kind: 'list', items: [first, ...this.#list(']')] };
  }

  /** Up to the closing sign; a comma before it does no harm. */
  #list(close: string): Node[] {
    const items: Node[] = [];
    while (!this.accept(close)) {
      items.push(this.expression());
      if (this.accept(close)) break;
      this.expect(',');
    }
    return items;
  }

  #object(): Node {
    const entries: { key: Node; value: Node }[] = [];
    while (!this.accept('}')) {
      const key = this.#key();
      this.expect(':');
      entries.push({ key, value: this.expression() });
      if (this.accept('}')) break;
      this.expect(',');
    }
    return { kind: 'object', entries };
  }

  #key(): Node {
    const token = this.take();
    if (token.kind === 'name' || token.kind === 'text') return { kind: 'literal', value: token.value };
    if (token.kind === 'number') return { kind: 'literal', value: String(token.value) };
    if (token.kind !== 'symbol' || token.value !== '[') throw this.problem('a key is expected here', token.at);
    const key = this.expression();
    this.expect(']');
    return key;
  }

  peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', at: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  accept(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.value !== symbol) return false;
    this.#position += 1;
    return true;
  }

  expect(symbol: string): void {
    if (!this.accept(symbol)) throw this.problem(`"${symbol}" is expected here`);
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  problem(message: string, at: number = this.peek().at): SyntaxProblem {
    return new SyntaxProblem(message, at);
  }
}
