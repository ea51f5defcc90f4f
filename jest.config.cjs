/** Packages that ship only ES modules and must be compiled for jest's CommonJS loader. */
const esm = ['kysely', 'p-queue', 'p-timeout', 'eventemitter3', 'pg-boss', 'serialize-error', 'non-error'];

/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.[mc]?[tj]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  testSequencer: '<rootDir>/test/support/long-first.cjs',
  testTimeout: 240_000,
  // More would let some tests miss the three seconds in which Slack wants an answer.
  maxWorkers: '100%',
};
