import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// adapter-static takes its folders from the current directory, so they are given whole: the build runs from the top.
const built = join(import.meta.dirname, '..', '.build', 'portal');

// Where `vite dev` finds the server; the built portal has the same origin as its API.
const serverUrl = process.env['SERVER_URL'] ?? 'http://127.0.0.1:4700';
const api = Object.fromEntries(['/api', '/trpc', '/sandbox/'].map((path) => [path, { target: serverUrl }]));

export default defineConfig({
  root: import.meta.dirname,
  plugins: [sveltekit({ adapter: adapter({ pages: built, assets: built, fallback: '200.html' }) })],
  // Nothing goes into the page as a data: address: the server's content policy allows files of its own only.
  build: { assetsInlineLimit: 0 },
  server: { proxy: api },
});
