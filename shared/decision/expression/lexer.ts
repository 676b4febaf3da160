import { parseNumber, type Num } from './decimal.ts';
import { SyntaxProblem } from './syntax.ts';

export type Token = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: Num }
  | { readonly kind: 'text'; readonly value: string }
  /** The texts of a template and, between them, the sources of its `${…}`. */
  | { readonly kind: 'template'; readonly texts: readonly string[]; readonly sources: readonly TemplateSource[] }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'symbol'; readonly value: string }
  | { readonly kind: 'end' }
);
export interface TemplateSource {
  readonly text: string;
  readonly at: number;
}

const SPACE = /\s+/y;
const NUMBER = /\d[\d_]*(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const SYMBOL = /\.\.|==|!=|<=|>=|\?\?|[-+*/%^<>!?:,;.=#()[\]{}]/y;

/** Cuts a text into tokens; the last one is the end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== null) continue;
    const start = at;
    const first = text[at];
    if (first === '"' || first === "'") {
      const end = text.indexOf(first, at + 1);
      if (end < 0) throw new SyntaxProblem('the text has no closing quote', at);
      tokens.push({ kind: 'text', value: text.slice(at + 1, end), at: start });
      at = end + 1;
    } else if (first === '`') {
      const template = readTemplate(text, at);
      tokens.push({ kind: 'template', ...template.token, at: start });
      at = template.end;
    } else tokens.push(word(take, start));
  }
  tokens.push({ kind: 'end', at });
  return tokens;
}

function word(take: (pattern: RegExp) => string | null, at: number): Token {
  const digits = take(NUMBER);
  if (digits !== null) {
    const value = parseNumber(digits.replaceAll('_', ''));
    if (value === null) throw new SyntaxProblem('the number can not be read', at);
    return { kind: 'number', value, at };
  }
  const name = take(NAME);
  if (name !== null) return { kind: 'name', value: name, at };
  const symbol = take(SYMBOL);
  if (symbol !== null) return { kind: 'symbol', value: symbol, at };
  throw new SyntaxProblem('there is a sign that means nothing here', at);
}

function readTemplate(text: string, start: number) {
  const texts: string[] = [];
  const sources: TemplateSource[] = [];
  let from = start + 1;
  for (;;) {
    const close = text.indexOf('`', from);
    const open = text.indexOf('${', from);
    if (close < 0) throw new SyntaxProblem('the template has no end', start);
    if (open < 0 || close < open) {
      texts.push(text.slice(from, close));
      return { token: { texts, sources }, end: close + 1 };
    }
    texts.push(text.slice(from, open));
    const end = endOfSource(text, open + 2);
    sources.push({ text: text.slice(open + 2, end), at: open + 2 });
    from = end + 1;
  }
}

/** The closing brace of `${…}`: braces and quotes inside are counted. */
function endOfSource(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      const end = text.indexOf(sign, at + 1);
      if (end < 0) break;
      at = end;
    } else if (sign === '`') at = readTemplate(text, at).end - 1;
    else if (sign === '{') depth += 1;
    else if (sign === '}' && depth > 0) depth -= 1;
    else if (sign === '}') return at;
  }
  throw new SyntaxProblem('the template has no end', from);
}
