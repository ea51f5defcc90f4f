const { default: TestRunner } = require('jest-runner');

/** Workers for each core: what waits for Terraform, which waits for AWS, leaves the cores to others. */
const WORKERS_A_CORE = 2;

/** Runs test files that mostly wait, more of them side by side than there are cores. */
module.exports = class WaitingRunner extends TestRunner {
  constructor(globalConfig, context) {
    super({ ...globalConfig, maxWorkers: globalConfig.maxWorkers * WORKERS_A_CORE }, context);
  }
};
