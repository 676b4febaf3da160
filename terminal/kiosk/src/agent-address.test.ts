import { expect, test } from 'vitest';
import { takeAgentAddress } from './agent-address.ts';

function page(hash: string, kept: Record<string, string> = {}) {
  const addresses: string[] = [];
  return {
    kept,
    addresses,
    location: { protocol: 'http:', host: '127.0.0.1:4174', hash, pathname: '/', search: '' },
    sessionStorage: {
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => void (kept[key] = value),
    },
    history: {
      replaceState: (_state: unknown, _title: string, address?: string | URL | null) =>
        void addresses.push(String(address)),
    },
  };
}

test('the token is taken from the fragment, kept for a reload, and gone from the address', () => {
  const first = page('#token=abc-123');
  expect(takeAgentAddress(first)).toEqual({ url: 'ws://127.0.0.1:4174/agent', token: 'abc-123' });
  expect(first.addresses).toEqual(['/']);
  expect(takeAgentAddress(page('', first.kept)).token).toBe('abc-123');
});

test('a page without a token says so instead of making one up', () => {
  const bare = page('');
  expect(takeAgentAddress(bare)).toEqual({ url: 'ws://127.0.0.1:4174/agent', token: null });
  expect(bare.addresses).toEqual([]);
});

test("Electron's bridge goes before the address", () => {
  const bridge = { agentUrl: 'ws://127.0.0.1:9999/agent', token: 't' };
  expect(takeAgentAddress({ ...page('#token=other'), zhangguiTerminal: bridge })).toEqual({
    url: bridge.agentUrl,
    token: 't',
  });
});
