import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureBurst } from './burst';
import { updateGuide } from './choices';
import { measureDay } from './day';
import { measureLoad } from './load';
import { measureCalls } from './simulate/measure';
import { simulateAll } from './simulate/scenarios';
import { measureSynth } from './synth';
import { table, type Figures } from './table';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const DOCS = join(__dirname, '..', 'docs', 'bench');
const FIGURES = join(DOCS, 'figures.json');

const machine = () => ({ cores: cpus().length, node: process.version });

const PARTS: Readonly<Record<string, () => Promise<Partial<Figures>>>> = {
  async synth() {
    say('Synth of 80 and 1,000 seats ...');
    return { machine: machine(), synth: [await measureSynth(80), await measureSynth(1000)] };
  },
  async burst() {
    say('A crowd at the door ...');
    return { machine: machine(), burst: await measureBurst() };
  },
  async load() {
    say('1,000 people at the door, then 10,000 messages ...');
    return { machine: machine(), load: await measureLoad(say) };
  },
  async day() {
    say('A day with 80 seats and Terraform ...');
    const day80 = await measureDay(80, false, say);
    say('A day with 1,000 seats on the data plane alone ...');
    return { machine: machine(), days: [day80, await measureDay(1000, true, say)] };
  },
  async calls() {
    say('What the AWS provider calls for each type of resource, at the speed of AWS: ten minutes ...');
    await measureCalls(say);
    return {};
  },
  async simulate() {
    say('Time to all ready for 80 and 1,000 seats, simulated ...');
    return { simulated: simulateAll() };
  },
  async prices() {
    say('What each choice costs, for docs/choosing.md ...');
    updateGuide();
    return {};
  },
};
const EVERY_TIME = ['synth', 'burst', 'load', 'day', 'simulate', 'prices'];

/** `npm run bench [-- part ...]`: measures, prints the tables and saves both them and the figures under docs/. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((part) => !(part in PARTS));
  if (unknown !== undefined) throw new Error(`there is no part ${unknown}, only ${Object.keys(PARTS).join(', ')}`);
  const figures = JSON.parse(readFileSync(FIGURES, 'utf8')) as Figures;
  for (const part of wanted.length > 0 ? wanted : EVERY_TIME) Object.assign(figures, await PARTS[part]!());
  mkdirSync(DOCS, { recursive: true });
  writeFileSync(FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
  const text = table(figures);
  writeFileSync(join(DOCS, 'README.md'), text);
  process.stdout.write(text);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);
