// `npm run test:faults`: what takes too long for every change. Fuzzing gets its full number of inputs, every two options meet, and
// every play is acted on the page.
process.env.USHER_FUZZ ??= '100000';
process.env.USHER_OPTIONS ??= 'all';
process.env.USHER_PLAYS ??= 'all';

const { maxWorkers, projects, testTimeout } = require('./jest.config.cjs');
const [, usual] = projects;

/** @type {import('jest').Config} */
module.exports = {
  ...usual,
  displayName: 'faults',
  maxWorkers,
  testTimeout,
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '<rootDir>/test/faults/*.faults.ts',
    '<rootDir>/test/infra/options.test.ts',
    '<rootDir>/test/local/page/plays.test.ts',
    '<rootDir>/test/handlers/fuzz/*.test.ts',
    '<rootDir>/test/handlers/workshop-file/any-input.test.ts',
  ],
};
