// Chromium for tests, the machine's own: playwright-core brings none. Where there is none, tests skip themselves with
// describe.skipIf(!hasBrowser).
import assert from 'node:assert/strict';
import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from '../../bin/test/tools.ts';

export const hasBrowser = chromiumPath() !== undefined;

export interface BrowserOptions {
  /** An MJPEG file, played as the camera in a loop; see face-clip.ts. */
  readonly cameraFile?: string;
}

export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  assert(executablePath !== undefined, 'tests without a browser are skipped by hasBrowser');
  return chromium.launch({
    executablePath,
    // Chromium's sandbox cannot be used by root; playwright turns it off unless asked for.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-gpu',
      '--disable-quic',
      ...cameraArguments(options.cameraFile),
    ],
  });
}

function cameraArguments(cameraFile: string | undefined): readonly string[] {
  if (cameraFile === undefined) return [];
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${cameraFile}`,
  ];
}
