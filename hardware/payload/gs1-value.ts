/** Whether a value is what its application identifier promises. The notation is that of gs1-identifiers.ts. */
import { hasCheckDigit } from '#shared/goods/check-digit.ts';
import type { MalformedReason } from './scanned-code.ts';

interface Format {
  readonly form: RegExp;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly rules: readonly (Rule | null)[];
}
type Rule = 'check' | 'date';

const CHARACTERS: Readonly<Record<string, string>> = {
  N: '[0-9]',
  X: '[!"%&\'()*+,./0-9:;<=>?A-Z_a-z-]',
  Y: '[#/0-9A-Z-]',
  Z: '[0-9A-Z_a-z=-]',
};

/** Null where the value keeps to its format. */
export function breachOf(format: string, value: string): MalformedReason | null {
  const { form, lengthMin, lengthMax, rules } = compiled(format);
  if (value.length < lengthMin || value.length > lengthMax) return 'length';
  const parts = form.exec(value)?.slice(1);
  if (!parts) return 'structure';
  for (const [place, rule] of rules.entries()) {
    const part = parts[place] ?? '';
    if (rule === 'check' && !hasCheckDigit(part)) return 'check-digit';
    if (rule === 'date' && !isDate(part)) return 'structure';
  }
  return null;
}

/** YYMMDD; the day 00 means the month as a whole. Every fourth year has a 29th of February until 2099. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, day = 0] = [0, 2, 4].map((at) => Number(text.slice(at, at + 2)));
  return month >= 1 && month <= 12 && day <= new Date(Date.UTC(2000 + year, month, 0)).getUTCDate();
}

const formats = new Map<string, Format>();

function compiled(format: string): Format {
  const known = formats.get(format) ?? compile(format);
  formats.set(format, known);
  return known;
}

const COMPONENT = /^(\[?)([NXYZ])((?:\.\.)?)(\d+)\]?(?:,(check|date))?$/;

function compile(format: string): Format {
  let form = '';
  let lengthMin = 0;
  let lengthMax = 0;
  const rules: (Rule | null)[] = [];
  for (const component of format.split(' ')) {
    const [, optional, set = '', upTo, digits, rule] = COMPONENT.exec(component) ?? [];
    const most = Number(digits);
    const least = upTo === '' ? most : 1;
    form += `(${CHARACTERS[set]}{${least},${most}})${optional === '' ? '' : '?'}`;
    lengthMin += optional === '' ? least : 0;
    lengthMax += most;
    rules.push(rule === 'check' || rule === 'date' ? rule : null);
  }
  return { form: new RegExp(`^${form}$`), lengthMin, lengthMax, rules };
}
