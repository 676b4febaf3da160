// Everything about the shell that is a decision rather than a call, as plain data: checked against Electron's own type
// declarations by the compiler, and against our security list by tests in plain Node. Nothing here runs Electron.
import type { BrowserWindowConstructorOptions, CustomScheme, WebPreferences } from 'electron';

export const kioskOrigin = 'app://kiosk';
export const kioskPage = `${kioskOrigin}/index.html`;

/** A scheme of our own instead of file://: a real origin, with headers that we set. */
export const kioskScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
} as const satisfies CustomScheme;

const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
  autoplayPolicy: 'no-user-gesture-required',
} as const satisfies WebPreferences;

export interface WindowChoices {
  readonly preload: string;
  /** Full screen without a way out, as on a counter. */
  readonly kiosk: boolean;
  /** Developer tools are for development only; a packaged kiosk has none. */
  readonly devTools: boolean;
}

export function windowOptions({ preload, kiosk, devTools }: WindowChoices): BrowserWindowConstructorOptions {
  return {
    width: 1080,
    height: 1920,
    useContentSize: true,
    show: false,
    kiosk,
    frame: !kiosk,
    autoHideMenuBar: true,
    backgroundColor: '#faf7f2',
    title: '掌柜',
    webPreferences: { ...webPreferences, preload, devTools },
  };
}

/** Sent with every page and file of the kiosk. The agent is on loopback, at a port that is only known at run time. */
export const contentSecurityPolicy = Object.entries({
  'default-src': "'self'",
  // The face detector runs as WebAssembly; no other code comes from strings.
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'worker-src': "'self' blob:",
  'connect-src': "'self' ws://127.0.0.1:* http://127.0.0.1:*",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-src': "'none'",
  'frame-ancestors': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** A page that dies comes back; one that dies three times in a minute needs the whole program anew. */
export const reloads = { max: 3, withinMs: 60_000 } as const;

export function shouldRelaunch(deathTimesMs: readonly number[], nowMs: number): boolean {
  return deathTimesMs.filter((at) => nowMs - at < reloads.withinMs).length >= reloads.max;
}

/** The waiting time before the agent is started again: doubled each time, never more than half a minute. */
export function restartDelayMs(failures: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
}
