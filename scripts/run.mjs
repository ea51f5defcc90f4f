// Runs one program of the project: `node scripts/run.mjs bot/main.ts [args]`. Installs the packages first where they are
// missing or older than package-lock.json, so that one command is enough on a fresh machine. Without a program it only installs;
// with NODE_ENV=production npm leaves out what only development needs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [program, ...args] = process.argv.slice(2);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Usher needs Node.js 20.19 or later; this is ${process.versions.node}. See https://nodejs.org/.`);
  process.exit(1);
}

const stamp = join(root, 'node_modules', '.usher-installed');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing packages (once, about a minute) ...');
  // Two packages name a newer Node than they need, and npm says so on every install: only errors matter here.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The packages could not be installed; the lines above say why. Is the npm registry reachable?');
    process.exit(npm.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
if (program === undefined) process.exit(0);

const loader = program.endsWith('.ts') ? ['--import', 'tsx'] : [];
// The AWS SDK would greet every start on Node 20 with a notice about 2027.
const env = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...process.env };
const child = spawn(process.execPath, [...loader, join(root, program), ...args], { stdio: 'inherit', env });
// A Ctrl-C reaches the child by itself, being of the same group; other signals are handed on. It decides when to end.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGHUP'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
