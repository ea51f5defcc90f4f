const { relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Folders of tests that take minutes, with Terraform, several processes or browsers: begun last, they would leave a core idle. */
const LONG = /^test[\\/](faults|infra|local[\\/](demo|page))[\\/]/;

module.exports = class LongFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path, context }) => LONG.test(relative(context.config.rootDir, path));
    const sorted = [...super.sort(tests)];
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
};
