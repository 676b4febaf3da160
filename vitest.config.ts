import { defineConfig } from 'vitest/config';

// One run over five kinds of tests. Those with a database share one PostgreSQL; the sale in the browser comes last
// and alone, so that nothing else makes its waits longer.
const database = './test/support/postgres-for-tests.ts';
const generated = ['**/node_modules/**', '.build/**', '.data/**', '**/.svelte-kit/**'];

export default defineConfig({
  test: {
    exclude: generated,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{bin,shared,hardware,server,terminal,portal}/**/*.test.ts'],
          exclude: generated,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/support/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // A machine of its own, booted once; it times replies, so nothing else runs beside it.
          name: 'lab',
          include: ['test/hid-lab/**/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: database,
          testTimeout: 240_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
