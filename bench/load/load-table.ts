import type { LoadFigures } from '../load';
import { words } from '../statistics';

/** The figures of a crowd and of memory as Markdown. */
export function loadTable({ seats, people, crowd, memory }: LoadFigures): string[] {
  const [first, ...later] = memory;
  const limited = Object.entries(crowd.limited).map(([method, count]) => `${count} of ${method}`);
  return [
    '## A thousand at once, and ten thousand in a row',
    '',
    `${people} people write within a second while ${seats} seats are being deployed${crowd.deployed ? ' (which ended before the last answer)' : ''}; the local AWS takes the stacks`,
    'without Terraform, and the local Slack keeps to its rates: one message a second and conversation. (Slack itself may hold up',
    'several hundred messages a minute over the whole workspace; those are repeated when it says so.)',
    '',
    '| | |',
    '|---|---|',
    `| DM to visible answer, ms p50 / p99 / max | ${words(crowd.answerMs)} |`,
    `| With a seat and a promise / told that all are taken | ${crowd.promised} / ${crowd.toldFull} |`,
    `| Without an answer, or with two | ${crowd.unansweredOrTwice} |`,
    `| Seats given twice | ${crowd.seatsGivenTwice} |`,
    `| Slack calls a message, all told | ${crowd.slackCallsAMessage} |`,
    `| Calls that a rate refused | ${limited.length === 0 ? 'none' : limited.join(', ')} |`,
    `| CPU of the bot, ms a message, the deploy's included | ${crowd.cpuMsAMessage} |`,
    `| Share of a core that the bot had meanwhile | ${crowd.shareOfCore} |`,
    `| Event loop of the bot late by, ms p50 / p99 / max | ${crowd.loopDelayMs.p50} / ${crowd.loopDelayMs.p99} / ${crowd.loopDelayMs.max} |`,
    `| Memory of the bot at its peak, MB | ${crowd.peakMegabytes} |`,
    '',
    'The bot works on one core: where it had less, others kept the machine busy, and alone it is that much faster.',
    'It answers fifty people at a time, so the median is half of the maximum: the first are not kept waiting by the last.',
    '',
    `Then the same people write on, with and without seats, asking for all there is. Memory of the bot in MB, after a collection`,
    `(at first ${first?.heapMegabytes} of heap, ${first?.externalMegabytes} outside of it, ${first?.rssMegabytes} resident):`,
    '',
    `| After messages | ${later.map(({ messages }) => messages).join(' | ')} |`,
    `|---|${later.map(() => '---|').join('')}`,
    `| Heap | ${later.map(({ heapMegabytes }) => heapMegabytes).join(' | ')} |`,
    `| Outside of the heap | ${later.map(({ externalMegabytes }) => externalMegabytes).join(' | ')} |`,
    `| Resident | ${later.map(({ rssMegabytes }) => rssMegabytes).join(' | ')} |`,
  ];
}
