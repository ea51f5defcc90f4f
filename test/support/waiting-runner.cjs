const { default: TestRunner } = require('jest-runner');

/** Runs test files that often wait, for what AWS takes its time for, with a worker more: so no core is idle. */
module.exports = class WaitingRunner extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: globalConfig.maxWorkers + 1 }, context);
  }
};
