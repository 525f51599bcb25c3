import { defineConfig } from 'vitest/config';
import { hasGo } from './build.js';

if (!hasGo()) {
  console.error('test:cluster builds the API server from Go modules. Install Go 1.26 or later: https://go.dev/dl');
  process.exit(1);
}

/** Suites that ask the real API server: `npm run test:cluster`. */
export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.cluster.ts'],
    globalSetup: ['setup.ts'],
    reporters: ['verbose'],
    // One cluster, two cores.
    fileParallelism: false,
    testTimeout: 180_000,
  },
});
