/** Packages that ship only ES modules and must be compiled for jest's CommonJS loader. */
const esm = ['kysely', 'p-queue', 'p-timeout', 'eventemitter3', 'pg-boss', 'serialize-error', 'non-error'];

/** What takes minutes, with Terraform, several processes or browsers, and mostly waits. */
const WAITING = 'test/(faults|infra|local/(demo|page))/';

/** @type {import('jest').Config} */
const project = {
  transform: {
    '^.+\\.[mc]?[tj]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...project,
      displayName: 'waiting',
      testRegex: [`${WAITING}.*\\.test\\.ts$`],
      runner: '<rootDir>/test/support/waiting-runner.cjs',
    },
    {
      ...project,
      displayName: 'working',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [`<rootDir>/${WAITING}`],
    },
  ],
  testTimeout: 240_000,
  // More would let some tests miss the three seconds in which Slack wants an answer.
  maxWorkers: '100%',
};
