/** One configuration for every package: sources run through swc, imports by name go to sources. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
      swcrc: false,
    },
  ],
};
const common = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  moduleNameMapper: {
    '^@strata/sdk/(fat|node|pieces|progress|scripts|testing)$': '<rootDir>/packages/sdk/src/$1/index.ts',
    '^@strata/(standard)/definitions$': '<rootDir>/packages/$1/src/definitions.ts',
    '^@strata/layers/(contents|disk|export|namespace|store)$': '<rootDir>/packages/layers/src/$1/index.ts',
    '^@strata/layers/lock-file$': '<rootDir>/packages/layers/src/base/lock-file.ts',
    '^@strata/layers/registry$': '<rootDir>/packages/layers/src/oci/registry.ts',
    '^@strata/post-processors/(contents|scan)$': '<rootDir>/packages/post-processors/src/$1/index.ts',
    '^@strata/template/migrate$': '<rootDir>/packages/template/src/migrate.ts',
    '^@strata/([a-z-]+)$': '<rootDir>/packages/$1/src/index.ts',
  },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.strata/', '<rootDir>/.nx/'],
};

/** `x.test.ts` needs nothing but Node and is quick; `x.slow.test.ts` runs the real thing (namespaces, mirrors, Nx). */
module.exports = {
  // An end for what hangs, as slow-setup.js gives slow tests; a machine with a load of ten is not a failure.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{packages,apps,tools}/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.slow\\.test\\.ts$'],
    },
    {
      ...common,
      displayName: 'slow',
      testMatch: ['<rootDir>/{packages,apps,tools}/**/*.slow.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tools/test/slow-setup.js'],
    },
  ],
};
