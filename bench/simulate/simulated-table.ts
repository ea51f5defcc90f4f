import type { Figure } from './latencies';
import { CPU, MAKING, READ, SEAT, WRITE } from './latencies';
import type { Simulated } from './scenarios';

/** The simulation as Markdown. */
export function simulatedTable({ seeds, cores, deploys, buckets }: Simulated): string[] {
  return [
    '## How long on AWS: a simulation',
    '',
    `Plays the synthesised stacks of a workshop, resource by resource in the order of their references, on a machine of ${cores} cores`,
    '(that many applies at once), with the calls the AWS provider was seen to make for each type and the pauses it takes',
    '([calls.json](../../bench/simulate/calls.json), measured by `npm run bench -- calls`), against the token buckets of a fresh account.',
    'A refused call is repeated as the provider repeats it. Then each host registers, pulls, waits for the database, starts',
    `its apps, and is found healthy. Minutes from the start, medians of ${seeds} runs.`,
    '',
    '| seats | exposure | deployed | network | database | last batch | half ready | **all ready** | quickest-slowest |',
    '|---|---|---|---|---|---|---|---|---|',
    ...deploys.map(
      (run) =>
        `| ${run.seats} | ${run.exposure} | ${run.how} | ${run.network} | ${run.database} | ${run.batches} | ${run.half} | **${run.allReady}** | ${run.range.join('-')} |`,
    ),
    '',
    'Buckets that refuse calls of that deploy, or that its calls alone keep busy for three minutes. *At least*: minutes the calls take',
    'however they are made. *Slept*: minutes that all callers together wait to repeat a call.',
    '',
    '| seats | exposure | bucket | calls | at least | refused | slept | busiest second |',
    '|---|---|---|---|---|---|---|---|',
    ...buckets.map(
      (use) =>
        `| ${use.seats} | ${use.exposure} | ${use.name} | ${use.calls} | ${minutes(use.floor)} | ${use.refusals} | ${minutes(use.waited)} | ${use.peak} |`,
    ),
    '',
    '| Taken to last | seconds | from |',
    '|---|---|---|',
    ...figures().map(([what, { seconds, source }]) => `| ${what} | ${seconds.join('-')} | ${source} |`),
    '',
  ];
}

const minutes = (seconds: number): string => (seconds / 60).toFixed(1);

const figures = (): [string, Figure][] => [
  ['a call that reads', READ],
  ['a call that writes', WRITE],
  ...Object.entries(MAKING).map(([type, figure]): [string, Figure] => [`\`${type}\``, figure]),
  ['host: agent registers', SEAT.register],
  ['task: network interface', SEAT.interface],
  ['task: first pull', SEAT.pull],
  ['task: init container', SEAT.init],
  ['Jupyter starts', SEAT.jupyter],
  ['Airflow starts', SEAT.airflow],
  ['a stack: synth, init and plan, CPU', CPU.stack],
  ['a resource: Terraform and provider, CPU', CPU.resource],
];
