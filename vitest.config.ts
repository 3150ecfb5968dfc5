import { defineConfig } from 'vitest/config'

const database = { globalSetup: ['test/harness/global-setup.ts'] }

// One server per file: DBOS is one per process, so files run in processes of their own.
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // DBOS queries while it queries; pg 8 warns of it in every process, and works.
    execArgv: ['--no-deprecation'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts', 'console/src/**/*.test.{ts,tsx}'], ...database } },
      { extends: true, test: { name: 'api', include: ['test/api/**/*.test.ts'], ...database } },
      { extends: true, test: { name: 'crash', include: ['test/crash/**/*.test.ts'], testTimeout: 180_000, ...database } },
      { extends: true, test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 120_000, ...database } },
      { extends: true, test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
    ],
  },
})
