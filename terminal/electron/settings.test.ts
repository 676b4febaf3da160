import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../test/support/repository.ts';
import { bridgeChannel, bridgeFrom } from './bridge.ts';
import { contentSecurityPolicy, restartDelayMs, shouldRelaunch, windowOptions } from './settings.ts';

describe("the window's settings follow Electron's security list", () => {
  const { webPreferences } = windowOptions({ preload: '/p.cjs', kiosk: true, devTools: false });

  test.each([
    ['sandbox', true],
    ['contextIsolation', true],
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['devTools', false],
  ] as const)('%s is %s', (name, value) => {
    expect(webPreferences?.[name]).toBe(value);
  });

  test('on a counter the window is full screen, without a frame', () => {
    expect(windowOptions({ preload: '', kiosk: true, devTools: false })).toMatchObject({ kiosk: true, frame: false });
  });
});

test('the content policy starts from our own origin and lets in neither eval nor frames nor foreign hosts', () => {
  const directives = new Map(contentSecurityPolicy.split('; ').map((text) => [text.split(' ')[0], text]));
  expect(directives.get('default-src')).toBe("default-src 'self'");
  expect(directives.get('script-src')).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(directives.get('object-src')).toBe("object-src 'none'");
  expect(directives.get('frame-src')).toBe("frame-src 'none'");
  expect(contentSecurityPolicy).not.toMatch(/'unsafe-eval'|https:|\s\*/);
  expect(directives.get('connect-src')).toBe("connect-src 'self' ws://127.0.0.1:* http://127.0.0.1:*");
});

test('three deaths of the page within a minute mean a new program, three in an hour do not', () => {
  expect(shouldRelaunch([0, 20_000, 40_000], 40_000)).toBe(true);
  expect(shouldRelaunch([0, 1_800_000, 3_600_000], 3_600_000)).toBe(false);
});

test('the agent is started again with growing patience, up to half a minute', () => {
  expect([1, 2, 3].map(restartDelayMs)).toEqual([1_000, 2_000, 4_000]);
  expect(restartDelayMs(1_000)).toBe(30_000);
});

describe('the bridge', () => {
  test("takes origin and token from the agent's address", () => {
    expect(bridgeFrom('http://127.0.0.1:4100/#token=abc')).toEqual({ agentUrl: 'http://127.0.0.1:4100', token: 'abc' });
  });

  test('refuses an address without a token', () => {
    expect(() => bridgeFrom('http://127.0.0.1:4100/')).toThrow('token');
  });

  test('is asked for by the preload script under the name that main answers', () => {
    expect(readFileSync(inRoot('terminal/electron/preload.cts'), 'utf8')).toContain(`'${bridgeChannel}'`);
  });
});

describe('electron-builder.yml', () => {
  const lines = readFileSync(inRoot('electron-builder.yml'), 'utf8').split('\n');
  const block = (name: string): string[] => {
    const start = lines.indexOf(`${name}:`);
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => /^\S/.test(line));
    return rest.slice(0, end === -1 ? undefined : end).map((line) => line.trim());
  };

  test.each([
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'enableCookieEncryption: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'onlyLoadAppFromAsar: true',
    'grantFileProtocolExtraPrivileges: false',
  ])('burns the fuse %s', (fuse) => {
    expect(block('electronFuses')).toContain(fuse);
  });

  test('keeps native parts outside the archive', () => {
    expect(block('asarUnpack')).toEqual(["- '**/*.node'", "- '**/prebuilds/**'"]);
  });
});
