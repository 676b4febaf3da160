import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, fileFor } from './scheme.ts';
import { contentSecurityPolicy } from './settings.ts';

let directory: string;
let kiosk: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-scheme-'));
  kiosk = join(directory, 'kiosk');
  await mkdir(join(kiosk, 'assets'), { recursive: true });
  await writeFile(join(kiosk, 'index.html'), '<!doctype html>掌柜');
  await writeFile(join(kiosk, 'assets', 'a.js'), 'export {}');
  await mkdir(`${kiosk}-secret`);
  await writeFile(join(`${kiosk}-secret`, 'key'), 'no');
});

afterAll(() => rm(directory, { recursive: true, force: true }));

test.each([
  ['app://kiosk/', 'index.html'],
  ['app://kiosk/index.html', 'index.html'],
  ['app://kiosk/assets/a.js?v=1#x', 'assets/a.js'],
  ['app://kiosk/assets/%61.js', 'assets/a.js'],
])('%s is the file %s', (url, file) => {
  expect(fileFor(kiosk, url)).toBe(join(kiosk, file));
});

test.each([
  'app://kiosk/..%2fkiosk-secret/key',
  'app://kiosk/%2e%2e/%2e%2e/etc/passwd%00',
  'app://kiosk/..%2f..%2fetc%2fpasswd',
  'app://kiosk/..%5c..%5cwindows',
  'app://kiosk/%00',
  'app://kiosk/%zz',
  'app://other/index.html',
  'http://kiosk/index.html',
  'file:///etc/passwd',
])('%s leads nowhere', async (url) => {
  expect(fileFor(kiosk, url)).toBeUndefined();
  expect((await answer(kiosk, { method: 'GET', url })).status).toBe(404);
});

describe('an answer', () => {
  test('carries the type and the content policy', async () => {
    const response = await answer(kiosk, { method: 'GET', url: 'app://kiosk/' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(await response.text()).toContain('掌柜');
  });

  test.each(['app://kiosk/missing.js', 'app://kiosk/assets'])('is 404 for %s', async (url) => {
    expect((await answer(kiosk, { method: 'GET', url })).status).toBe(404);
  });

  test('is given to GET only', async () => {
    expect((await answer(kiosk, { method: 'POST', url: 'app://kiosk/' })).status).toBe(404);
  });
});
