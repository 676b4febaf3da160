import { expect, test } from 'vitest';
import { codeIn } from './message-code.ts';

test.each([
  ['【掌柜分期】验证码 482913，5 分钟内有效。', '482913'],
  ['Your code is 007123.', '007123'],
  ['您的申请 A7-0193 已通过，额度 20000 元。', null],
  ['客服 4001234567', null],
])('%s', (text, code) => {
  expect(codeIn(text)).toBe(code);
});
