/** Unit specs stand beside the code; everything that needs a server is under test/. */
const shared = {
  rootDir: __dirname,
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
      module: { type: 'commonjs' },
    }],
  },
  moduleNameMapper: { '^@zhibu/([a-z-]+)$': '<rootDir>/libs/$1/src', '^@zhibu/([a-z-]+)/([a-z-]+)$': '<rootDir>/libs/$1/src/$2' },
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/test/bench/'],
};

module.exports = {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  // Servers start inside the tests, on computers that may be busy.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/libs/**/src/**/*.spec.ts', '<rootDir>/apps/!(console)/src/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'console',
      testEnvironment: 'jsdom',
      transform: {
        '^.+\\.tsx?$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } }, module: { type: 'commonjs' } }],
      },
      moduleNameMapper: { ...shared.moduleNameMapper, '\\.css$': '<rootDir>/apps/console/test/no-style.cjs', '^@ant-design/icons$': '<rootDir>/apps/console/test/no-icons.cjs' },
      setupFiles: ['<rootDir>/apps/console/test/browser-parts.ts'],
      setupFilesAfterEnv: ['<rootDir>/apps/console/test/patience.cjs'],
      testMatch: ['<rootDir>/apps/console/src/**/*.spec.ts', '<rootDir>/apps/console/src/**/*.spec.tsx'],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/start-postgres.ts',
      globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
    },
  ],
};
