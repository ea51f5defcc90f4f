// Asks the package registry whether anything Usher runs on is known to be vulnerable: `npm run audit`. Ends with 1 where it is.
// Where the registry does not answer, that is said, and is no failure: nothing is known then, in either direction.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const { stdout, stderr } = spawnSync('npm', ['audit', '--omit=dev', '--json', ...process.argv.slice(2)], {
  cwd: dirname(dirname(fileURLToPath(import.meta.url))),
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report = parse(stdout ?? '');
const counts = report?.metadata?.vulnerabilities;
if (counts === undefined) {
  const why = report?.message ?? report?.error?.summary ?? (stderr ?? '').trim().split('\n')[0];
  console.error(`Packages were not audited: the registry did not answer (${why || 'no reason given'}).`);
} else if (counts.total === 0) {
  console.log(`No known vulnerability in the ${report.metadata.dependencies.prod} packages Usher runs on.`);
} else {
  for (const { name, severity, via } of Object.values(report.vulnerabilities)) {
    const reasons = via.map((one) =>
      typeof one === 'string' ? `by ${one}` : `${one.range}: ${one.title}, ${one.url}`,
    );
    console.error(`${severity}: ${name} ${reasons.join('; ')}`);
  }
  console.error('`npm audit fix` mends what has an update; docs/threat-model.md says what to do about the rest.');
  process.exitCode = 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
