// Bundles the shell and the agent to plain JavaScript for Electron, which does not strip types. Packages with native
// parts stay outside and are found in node_modules. Only used where Electron's program is.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const root = join(here, '..', '..');

export default defineConfig({
  root: here,
  build: {
    ssr: true,
    target: 'node24',
    outDir: join(root, '.build', 'electron'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { main: join(here, 'main.ts'), core: join(here, 'core.ts') },
      output: { entryFileNames: '[name].js' },
    },
  },
  ssr: { external: ['electron'] },
  plugins: [
    {
      name: 'preload',
      generateBundle() {
        const source = stripTypeScriptTypes(readFileSync(join(here, 'preload.cts'), 'utf8'));
        this.emitFile({ type: 'asset', fileName: 'preload.cjs', source });
      },
    },
  ],
});
