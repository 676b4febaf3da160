import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/**
 * The face detector's models and WebAssembly come from the npm packages into our own build, under `human/`:
 * nothing is fetched from another origin at run time.
 */
const packages = createRequire(import.meta.url);
const models = resolve(dirname(packages.resolve('@vladmandic/human')), '../models');
const wasm = dirname(packages.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));

const FILES = new Map(
  [
    ...['blazeface.json', 'blazeface.bin', 'facemesh.json', 'facemesh.bin'].map((name) => join(models, name)),
    ...['', '-simd', '-threaded-simd'].map((kind) => join(wasm, `tfjs-backend-wasm${kind}.wasm`)),
  ].map((path) => [`human/${basename(path)}`, path]),
);

export function humanAssets(): Plugin {
  return {
    name: 'zhanggui:human-assets',
    async generateBundle() {
      for (const [fileName, path] of FILES) this.emitFile({ type: 'asset', fileName, source: await readFile(path) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = FILES.get((request.url ?? '').split('?')[0]?.slice(1) ?? '');
        if (path === undefined) {
          next();
          return;
        }
        readFile(path).then((content) => {
          response.setHeader('content-type', path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');
          response.end(content);
        }, next);
      });
    },
  };
}
