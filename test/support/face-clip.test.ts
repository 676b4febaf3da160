import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot } from '../../bin/paths.ts';
import { hasBrowser, launchBrowser } from './browser.ts';
import { makeFaceClip } from './face-clip.ts';

let directory: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhanggui-face-'));
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') return response.setHeader('content-type', 'text/html').end('<!doctype html>');
    const types: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json' };
    readFile(inRoot('node_modules/@vladmandic/human', path)).then(
      (body) => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true, force: true });
});

describe.skipIf(!hasBrowser)('the fake camera (needs Chromium)', () => {
  test('plays the clip, and exactly one face is found in it', { timeout: 120_000 }, async () => {
    const file = join(directory, 'face.mjpeg');
    await makeFaceClip(file);
    const browser = await launchBrowser({ cameraFile: file });
    try {
      const page = await browser.newPage();
      await page.goto(origin);
      // As text, because the page's modules are not those of this file.
      const seen = await page.evaluate<{ size: number[]; mean: number; scores: number[] }>(`(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
        const video = document.createElement('video');
        video.srcObject = stream;
        await video.play();
        const canvas = document.createElement('canvas');
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        const context = canvas.getContext('2d');
        context.drawImage(video, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
        const { Human } = await import('/dist/human.esm.js');
        const human = new Human({
          backend: 'cpu', modelBasePath: '/models/', cacheModels: false,
          face: { enabled: true, detector: { maxDetected: 5 }, mesh: { enabled: false }, iris: { enabled: false },
            emotion: { enabled: false }, description: { enabled: false } },
          body: { enabled: false }, hand: { enabled: false }, gesture: { enabled: false },
        });
        const { face } = await human.detect(canvas);
        return { size: [canvas.width, canvas.height], mean, scores: face.map((one) => one.score) };
      })()`);
      expect(seen.size).toEqual([640, 480]);
      expect(seen.mean).toBeGreaterThan(60);
      expect(seen.scores).toHaveLength(1);
      expect(seen.scores[0]).toBeGreaterThan(0.6);
    } finally {
      await browser.close();
    }
  });
});
