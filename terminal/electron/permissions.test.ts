import { expect, test } from 'vitest';
import { mayHave, mayNavigate, originOf } from './permissions.ts';

test.each([
  ['media', 'app://kiosk', ['video'], true],
  ['media', 'app://kiosk/index.html', ['video'], true],
  ['media', 'app://kiosk', ['video', 'audio'], false],
  ['media', 'app://kiosk', ['audio'], false],
  ['media', 'app://kiosk', [], false],
  ['media', 'app://kiosk.evil.example', ['video'], false],
  ['media', 'https://kiosk', ['video'], false],
  ['media', 'null', ['video'], false],
  ['geolocation', 'app://kiosk', [], false],
  ['notifications', 'app://kiosk', [], false],
  ['serial', 'app://kiosk', [], false],
  ['hid', 'app://kiosk', ['video'], false],
  ['clipboard-read', 'app://kiosk', [], false],
  ['openExternal', 'app://kiosk', [], false],
  ['display-capture', 'app://kiosk', ['video'], false],
])('%s for %s with %j: %s', (permission, origin, mediaTypes, granted) => {
  expect(mayHave({ permission, origin, mediaTypes })).toBe(granted);
});

test.each([
  ['app://kiosk/index.html', true],
  ['app://kiosk/#token=x', true],
  ['app://other/index.html', false],
  ['app://kiosk@evil.example/', false],
  ['http://127.0.0.1:4100/', false],
  ['https://example.com/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['data:text/html,hi', false],
  ['about:blank', false],
  ['', false],
])('the window may go to %s: %s', (url, allowed) => {
  expect(mayNavigate(url)).toBe(allowed);
});

test('an origin is scheme and host, also where URL has no word for it', () => {
  expect(originOf('app://kiosk/a/b?c#d')).toBe('app://kiosk');
  expect(originOf('not a url')).toBeUndefined();
});
