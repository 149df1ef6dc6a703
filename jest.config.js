/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/build', '<rootDir>/dist', '<rootDir>/apps/.*/images'],
  moduleNameMapper: {
    '^slipway$': '<rootDir>/lib/index.ts', // the sources, not what `npm run build` made of them
    '^prettier$': '<rootDir>/test/support/native-prettier.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/temporary-folder.ts',
  globalTeardown: '<rootDir>/test/support/remove-temporary-folder.ts',
  testTimeout: 20_000, // the machine may do other work
  transform: { '\\.ts$': ['@swc/jest'] },
};
