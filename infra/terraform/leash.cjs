'use strict';
/*
 * node leash.cjs <milliseconds> <program> <arguments...>: runs Terraform and ends as it ends. Usher holds the other end of standard
 * input. Where Usher is gone, however it went, that end closes: Terraform is asked once to stop, as Ctrl-C asks it, and after the
 * milliseconds the whole group is killed. Plain JavaScript, since it is started with every command.
 */
const { spawn } = require('node:child_process');
const { setTimeout } = require('node:timers');

const [patience, program, ...args] = process.argv.slice(2);
const terraform = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

let asked = false;
const ask = () => {
  // A second time it would leave everything as it is.
  if (!asked) terraform.kill('SIGINT');
  asked = true;
};

process.on('SIGINT', ask);
// Sent to the whole group, as when a machine shuts down: Terraform has it too.
process.on('SIGTERM', () => (asked = true));
process.stdin.resume().once('close', () => {
  ask();
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), Number(patience));
});

terraform.once('error', (error) => {
  process.stderr.write(`${error.message}\n`, () => process.exit(127));
});
terraform.once('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
