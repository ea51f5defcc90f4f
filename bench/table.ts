import type { BurstFigures } from './burst';
import type { DayFigures } from './day';
import type { Simulated } from './simulate/scenarios';
import { simulatedTable } from './simulate/simulated-table';
import type { LoadFigures } from './load';
import { loadTable } from './load/load-table';
import { words } from './statistics';
import type { SynthCost } from './synth';

export interface Figures {
  readonly machine: { readonly cores: number; readonly node: string };
  readonly synth: readonly SynthCost[];
  readonly burst: BurstFigures;
  readonly load: LoadFigures;
  readonly days: readonly DayFigures[];
  readonly simulated: Simulated;
}

/** The figures as Markdown, for docs/bench/README.md. */
export function table({ machine, synth, burst, load, days, simulated }: Figures): string {
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\` (\`npm run bench -- simulate\` for a part) on ${machine.cores} cores, Node ${machine.node}; the bot, the local Slack, the local AWS, moto and Terraform`,
    'share them. Absolute times depend on the machine: compare counts and ratios. The raw figures are in figures.json.',
    '',
    '| Synth (one process) | stacks | resources | CPU s | wall s | peak MB | output MB |',
    '|---|---|---|---|---|---|---|',
    ...synth.map(
      (cost) =>
        `| ${cost.seats} seats | ${cost.stacks} | ${cost.resources} | ${cost.cpuSeconds} | ${cost.wallSeconds} | ${cost.peakMegabytes} | ${cost.outputMegabytes} |`,
    ),
    '',
    '| A day | ' +
      days.map((day) => `${day.seats} seats, ${day.terraform ? 'Terraform' : 'data plane alone'}`).join(' | ') +
      ' |',
    '|---|' + days.map(() => '---|').join(''),
    row('Deploy to all ready, s', days, (day) => day.deploySeconds),
    row('Terraform and synth, CPU s a seat', days, (day) => day.terraformCpuSecondsPerSeat ?? '-'),
    row('AWS calls of one health check', days, (day) => day.awsCallsOfOneHealthCheck),
    row('Slash command to ack while deploying, ms p50 / p99 / max', days, (day) => words(day.acksDuringDeployMs)),
    row('DM to visible answer alone, ms p50 / p99 / max', days, (day) => words(day.dmAloneMs)),
    row('DM to visible answer while deploying, ms p50 / p99 / max', days, (day) => words(day.dmDuringDeployMs)),
    '',
    `${burst.messages} DMs at the same moment from ${burst.people} people for ${burst.seats} seats: ${burst.seated} seated, ${burst.seatsGivenTwice} seats`,
    `given twice, ${burst.told} told that it is full; answered within ${words(burst.answerMs)} ms (p50 / p99 / max).`,
    '',
    ...loadTable(load),
    '',
    ...simulatedTable(simulated),
  ].join('\n');
}

const row = (title: string, days: readonly DayFigures[], of: (day: DayFigures) => string | number): string =>
  `| ${title} | ${days.map(of).join(' | ')} |`;
