import { expect, test } from 'vitest';
import { SEAL_INFO } from '#shared/wire/application.ts';
import { deriveSecrets } from '#server/platform/secrets.ts';
import { sealTo } from '#server/bench/simulated-terminal.ts';
import { open, sealingPublicKey } from './sealing.ts';

const secrets = deriveSecrets('a-secret-for-tests-of-at-least-32-characters');
const content = new TextEncoder().encode('made-up content');
const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

test('what is sealed to the server’s key opens with its secret, and the key is the same after a restart', async () => {
  const key = await sealingPublicKey(secrets);
  expect(key).toEqual(await sealingPublicKey(deriveSecrets('a-secret-for-tests-of-at-least-32-characters')));
  expect(key.keyId).toMatch(/^[0-9a-f]{16}$/);
  const sealed = await sealTo(key, SEAL_INFO.application, 'header', content);
  expect(await open(secrets, SEAL_INFO.application, utf8('header'), sealed)).toEqual(content);
});

test('it does not open as another kind, under another header, with another key, or altered', async () => {
  const key = await sealingPublicKey(secrets);
  const sealed = await sealTo(key, SEAL_INFO.application, 'header', content);
  const others = deriveSecrets('another-secret-for-tests-of-32-characters');
  expect(await open(secrets, SEAL_INFO.evidence, utf8('header'), sealed)).toBeNull();
  expect(await open(secrets, SEAL_INFO.application, utf8('other'), sealed)).toBeNull();
  expect(await open(others, SEAL_INFO.application, utf8('header'), sealed)).toBeNull();
  const { keyId } = await sealingPublicKey(others);
  expect(await open(others, SEAL_INFO.application, utf8('header'), { ...sealed, keyId })).toBeNull();
  const altered = { ...sealed, ciphertext: `A${sealed.ciphertext.slice(1)}`, enc: sealed.enc };
  const changed =
    altered.ciphertext === sealed.ciphertext ? { ...sealed, ciphertext: `B${sealed.ciphertext.slice(1)}` } : altered;
  expect(await open(secrets, SEAL_INFO.application, utf8('header'), changed)).toBeNull();
  expect(await open(secrets, SEAL_INFO.application, utf8('header'), { ...sealed, enc: '' })).toBeNull();
});
