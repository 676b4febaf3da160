import { expect, test } from 'vitest';
import { cliIn } from '#shared/messages/cli.ts';
import { parseScannedCode } from '../payload/parse.ts';
import { fieldsOf, linesOf } from './scan-view.ts';

test.each([
  ['a code-id letter in front', 'j134512345678901234', 'payment-code'],
  ['words around it', 'pay 134512345678901234 now', 'text'],
  ['a code behind another', '134512345678901234\t281234567890123456', 'text'],
  ['more letters in front', 'ab134512345678901234', 'text'],
  ['a link with it', 'https://example.com/a?code=134512345678901234', 'link'],
  ['a host that is one', 'pay://134512345678901234/', 'link'],
  ['longer than any code', `134512345678901234 ${'x'.repeat(8000)}`, 'text'],
])('a payment code never shows: %s', (_, text, kind) => {
  const code = parseScannedCode({ text, symbology: null });
  expect(code.kind).toBe(kind);
  const shown = JSON.stringify(fieldsOf(code, null)) + linesOf(code, null, cliIn.en).join('');
  expect(shown).toContain('13************34');
  expect(shown).not.toMatch(/\d{5}/);
});

test('other numbers in a text stay', () => {
  const code = parseScannedCode({ text: 'shelf 20261231', symbology: null });
  expect(fieldsOf(code, null)).toEqual({ kind: 'text', text: 'shelf 20261231', symbology: null });
});
