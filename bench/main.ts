import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureBurst } from './burst';
import { measureDay } from './day';
import { measureSynth } from './synth';
import { table } from './table';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run bench`: measures, prints a table and saves both it and the figures under docs/. */
async function main(): Promise<void> {
  say('Synth of 80 and 1,000 seats ...');
  const synth = [await measureSynth(80), await measureSynth(1000)];
  say('A crowd at the door ...');
  const burst = await measureBurst();
  say('A day with 80 seats and Terraform ...');
  const day80 = await measureDay(80, false, say);
  say('A day with 1,000 seats on the data plane alone ...');
  const day1000 = await measureDay(1000, true, say);
  const figures = {
    machine: { cores: cpus().length, node: process.version },
    synth,
    burst,
    days: [day80, day1000],
  };
  const docs = join(__dirname, '..', 'docs', 'bench');
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(docs, 'figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
  const text = table(figures);
  writeFileSync(join(docs, 'README.md'), text);
  process.stdout.write(text);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
