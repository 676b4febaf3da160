import { expect, test } from 'vitest';
import { contentPolicy } from './content-policy.ts';

test('exactly the inline scripts of the page may run', () => {
  const policy = contentPolicy('<script src="/a.js"></script><script>\n\talert(1)\n</script>');
  // printf '\n\talert(1)\n' | openssl dgst -sha256 -binary | base64
  expect(policy).toContain("script-src 'self' 'sha256-zJ9j8ZNh4YjHkqESkHprxY8KEWhVJbI6hzl1yBId/4E=';");
});

test('a page without inline scripts allows none', () => {
  expect(contentPolicy('<p>hello</p>')).toContain("script-src 'self';");
  expect(contentPolicy('<p>hello</p>')).not.toMatch(/script-src[^;]*unsafe/);
});
