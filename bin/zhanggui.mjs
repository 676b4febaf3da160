#!/usr/bin/env node
// `npx zhanggui …`: the technician's command line, on whatever Node the machine has. Standard output belongs to the
// command alone, so that `--json` can be piped.
process.argv.splice(2, 0, 'hardware/cli/main.ts');
await import('./bootstrap.mjs');
