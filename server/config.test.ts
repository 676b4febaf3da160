import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const env = {
  DATABASE_URL: 'postgresql://postgres:secret-password@127.0.0.1:5432/zhanggui',
  SERVER_SECRET: 'secret-secret-secret-secret-secret-secret',
  SANDBOX: '1',
};

test('a sandbox needs two settings; all else has a default for this machine', () => {
  expect(readConfig(env)).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    publicUrl: 'http://127.0.0.1:4000',
    sandbox: true,
    smsUrl: 'http://127.0.0.1:4000/sandbox/sms',
    paymentsUrl: 'http://127.0.0.1:4000/sandbox/payments',
    portalDir: undefined,
    trustedProxies: [],
  });
});

test('trusted proxies are addresses and ranges', () => {
  const list = '127.0.0.1, 10.0.0.0/8,::1 , fd00::/8';
  expect(readConfig({ ...env, TRUSTED_PROXIES: list }).trustedProxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
    '::1',
    'fd00::/8',
  ]);
});

test('without a sandbox nothing of it is assumed', () => {
  const [sms, payments] = [{ SMS_URL: 'https://sms.example' }, { PAYMENTS_URL: 'https://payments.example' }];
  expect(() => readConfig({ ...env, SANDBOX: undefined, ...payments })).toThrow(/SMS_URL is missing/);
  expect(() => readConfig({ ...env, SANDBOX: undefined, ...sms })).toThrow(/PAYMENTS_URL is missing/);
  expect(readConfig({ ...env, SANDBOX: '0', ...sms, ...payments }).sandbox).toBe(false);
});

test('the settings are what they were at the start', () => {
  expect(Object.isFrozen(readConfig(env))).toBe(true);
});

test.each([
  ['DATABASE_URL', undefined, 'missing'],
  ['DATABASE_URL', '', 'missing'],
  ['DATABASE_URL', 'mysql://secret-password@host/db', 'cannot be used'],
  ['SERVER_SECRET', 'secret-short', 'cannot be used'],
  ['PORT', '99999', 'cannot be used'],
  ['SANDBOX', 'yes', 'cannot be used'],
  ['PUBLIC_URL', 'ftp://x', 'cannot be used'],
  ['HOST', '0.0.0.0', 'cannot be used'],
  ['PAYMENTS_URL', 'http://secret-payments.example', 'cannot be used'],
  ['TRUSTED_PROXIES', 'secret-proxy', 'cannot be used'],
  ['TRUSTED_PROXIES', '10.0.0.1,', 'cannot be used'],
  ['TRUSTED_PROXIES', '10.0.0.0/33', 'cannot be used'],
  ['TRUSTED_PROXIES', '0.0.0.0/0', 'cannot be used'],
])('%s=%j is told by name, and never by value', (name, value, what) => {
  const read = (): unknown => readConfig({ ...env, [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`${name} .*${what}|${name} is ${what}`));
  expect(read).not.toThrow(/secret-/);
});
