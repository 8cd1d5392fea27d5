/** One configuration for every package: sources run through swc, imports by name go to sources. */
const { compilerOptions } = require('./tsconfig.base.json');

/** The one table of where each package's source begins: the compiler reads the same. */
const moduleNameMapper = Object.fromEntries(
  Object.entries(compilerOptions.paths).map(([name, [path]]) => [
    `^${name}$`,
    path.replace('.', '<rootDir>'),
  ]),
);
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
  moduleNameMapper,
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
      // Not by `testPathIgnorePatterns`: a pattern on the command line takes the place of those of every project.
      testMatch: ['<rootDir>/{packages,apps,tools}/**/*.test.ts', '!**/*.slow.test.ts'],
    },
    {
      ...common,
      displayName: 'slow',
      testMatch: ['<rootDir>/{packages,apps,tools}/**/*.slow.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tools/test/slow-setup.js'],
    },
  ],
};
