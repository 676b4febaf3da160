import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { humanAssets } from './vite-human-assets.ts';

const root = import.meta.dirname;

/** The page is served by the agent or by Electron's own scheme, from any path: hence the relative base. */
export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), humanAssets()],
  build: {
    outDir: resolve(root, '../../.build/kiosk'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The face detector is one lazy chunk of 2 MB, loaded from this very machine.
    chunkSizeWarningLimit: 2_500,
  },
});
