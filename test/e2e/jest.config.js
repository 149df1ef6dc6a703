/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testMatch: ['<rootDir>/*.test.ts'],
  moduleNameMapper: {
    '^slipway$': '<rootDir>/../../lib/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '\\.ts$': ['@swc/jest'] },
  testSequencer: '<rootDir>/sequencer.js',
  globalSetup: '<rootDir>/preflight.ts',
  setupFilesAfterEnv: ['<rootDir>/retry.ts'],
  // A rollout lasts as long as its pods take to start and to drain: seconds here, minutes on a small machine.
  testTimeout: 300_000,
  // Loads and drains must not meet: one file after the other, unless the command line says otherwise.
  maxWorkers: 1,
  // Of the `test.concurrent` of a file: more at once do not get done sooner on two cores.
  maxConcurrency: 3,
  verbose: true,
};
