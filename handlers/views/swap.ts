import type { Operation } from '../../workshop/operation';
import type { CarriedWork } from '../../workshop/swap';
import type { OperationView } from '../../workshop/usher/operations';
import type { SwapPlan, SwapRefused } from '../../workshop/usher/swaps';
import type { Workshop, WorkshopSpec } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { isSpare } from './places';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, count, escape, mention, person } from './words';

export const SWAP_GO = 'swap-go';

const SAME = 'Number, address, user and password stay the same; unsaved cells and variables are lost.';

/** Whether a seat may be swapped as far as the workshop is concerned: whether a spare is ready is seen when it is asked for. */
export const maySwap = (spec: WorkshopSpec, no: number): boolean =>
  spec.spares > 0 && spec.storage.kind !== 'volume' && !isSpare(spec, no);

/** One tap, and a window of Slack's own that says what it means. */
export const swapButton = (action: string, no: number, value: string) =>
  button(action, 'Swap to a spare', {
    value,
    confirm: {
      title: `Swap seat ${no} to a spare?`,
      text: `It gets the machine of a spare. ${SAME} What is saved comes along if the old machine still answers; if not, it is lost with it.`,
      yes: 'Swap',
    },
  });

/** What a button about a seat carries. */
export const swapValue = (workshop: Workshop, no: number): string =>
  JSON.stringify({ workshop: workshop.id, seat: no });

/** While AWS is asked. */
export const askingForSpare = (workshop: Workshop): Message =>
  plain(`Looking for a spare of *${workshop.spec.name}* that answers. That takes some seconds.`);

/** What it would mean for this seat, as things stand. */
export function confirmSwap(workshop: Workshop, no: number, { spare, answers, sitter }: SwapPlan): Message {
  const files = answers
    ? 'Its machine answers: what is saved in `work/` is packed there and comes along, but for single files left out.'
    : '⚠️ Its machine does not answer: *what is saved there is lost*. `/workshop restart` keeps it, where a restart helps.';
  const who =
    sitter === undefined
      ? 'Nobody sits there.'
      : `${person(sitter)} sits there${sitter.userId === undefined ? ', and is not in Slack: tell them.' : ' and is told.'}`;
  const says = `*Swap seat ${no} of ${workshop.spec.name} to the machine of spare ${spare}?*\n${files}\n${who} ${SAME}\nThe old machine is made anew afterwards, as the spare.`;
  return {
    text: says,
    blocks: [
      section(says),
      actions('swap', [
        button(SWAP_GO, 'Swap', {
          value: JSON.stringify({ workshop: workshop.id, seat: no, asked: true }),
          primary: true,
        }),
        button(NOT_NOW, 'Keep as it is', { value: workshop.id }),
      ]),
    ],
  };
}

/** Why there is none, and what else helps. */
export function swapRefused({ spec }: Workshop, no: number, { refused }: SwapRefused): Message {
  const { name } = spec;
  const otherwise = `\`/workshop restart ${no} ${name}\` restarts its apps; if its machine is gone, \`/workshop deploy ${name}\` makes it anew.`;
  switch (refused) {
    case 'not-deployed':
      return plain(`There is nothing at seat ${no} of *${name}* yet. \`/workshop deploy ${name}\` comes first.`);
    case 'spare':
      return plain(`Seat ${no} of *${name}* is a spare itself, so there is nobody to move.`);
    case 'volumes':
      return plain(
        `The seats of *${name}* keep their files on volumes of their own, which a spare could not take over. ${otherwise} The volume stays.`,
      );
    case 'no-spares':
      return plain(`*${name}* has no spares. ${otherwise}`);
    case 'none-ready':
      return plain(
        `No spare of *${name}* is ready: of its ${count(spec.spares, 'spare')} none answers that is free. ${otherwise}`,
      );
  }
}

/** In place of the question, or to whoever clicked. */
export const swapStarted = (workshop: Workshop, no: number, spare: number | undefined): Message =>
  plain(
    `Seat ${no} of *${workshop.spec.name}* moves to the machine of spare ${spare}. ${channelMention(workshop.crewChannel)} shows how far it is; whoever sits there is told when it answers.`,
  );

/** Two people had the same thought. */
export const swapRunsAlready = (workshop: Workshop, no: number, { startedBy }: Operation): Message =>
  plain(`Seat ${no} of *${workshop.spec.name}* is being swapped already: ${mention(startedBy)} started that.`);

/** Whether what runs is the swap of this very seat. */
export const isSwapOf = ({ kind, target }: Operation, no: number): boolean =>
  kind === 'swap' && (target?.seats.includes(no) ?? false);

/** What is done, what is being done, and what comes. */
export function swapLines(view: OperationView): string[] {
  const { operation, seats } = view;
  const { swap, seats: [no] = [] } = operation.target ?? {};
  if (swap === undefined) return [];
  const answers = seats.some((seat) => seat.no === no && seat.state === 'ready');
  const moved =
    swap.movedAt === undefined ? '… starting there' : answers ? '✓ answers from there' : '⚠️ does not answer there';
  return [
    swap.work === undefined ? '… Packing what is saved' : workLine(swap.work),
    ...(swap.given ? [`✓ The machine of spare ${swap.spare} is seat ${no}’s`, moved] : []),
    ...(swap.movedAt === undefined ? [] : [spareLine(view, swap.spare)]),
  ];
}

function spareLine({ seats, steps, operation }: OperationView, spare: number): string {
  const state = seats.find(({ no }) => no === spare)?.state;
  if (state === 'ready') return `✓ The old machine was made anew: spare ${spare} is ready again`;
  if (state === 'failing' || operation.state !== 'running') return `⚠️ Spare ${spare} is not ready again`;
  const note = steps.find((step) => step.state === 'running' && step.note !== undefined)?.note;
  return `… Making the old machine anew, as spare ${spare}${note === undefined ? '' : `: ${escape(note)}`}`;
}

function workLine(work: CarriedWork): string {
  if (work.kind === 'lost') return `⚠️ The files do not come along. ${escape(work.why)}`;
  const omitted = work.omitted === 0 ? '' : `, without ${count(work.omitted, 'file')} left out`;
  return `✓ ${count(work.files, 'file')} ${work.kind === 'packed' ? 'packed' : 'carried over'}${omitted}`;
}

/** The new line at the end. */
export function swapEnd(
  { operation, workshop, seats, owners }: OperationView,
  lasted: string,
): { line: string; next: string } {
  const { swap, seats: [no = 0] = [] } = operation.target ?? {};
  const { name } = workshop.spec;
  const stateOf = (seat: number | undefined) => seats.find((each) => each.no === seat)?.state;
  const why = operation.problem ? ` ${escape(`${operation.problem.summary} ${operation.problem.next}`)}` : '';
  if (swap?.given === undefined) {
    const end = operation.state === 'cancelled' ? '⏹️ The swap was cancelled' : '❌ The swap did not begin';
    return { line: `${end}: seat ${no} of *${name}* is where it was.${why}`, next: '' };
  }
  if (stateOf(no) !== 'ready') {
    return {
      line: `❌ Seat ${no} of *${name}* has the machine of spare ${swap.spare} and does not answer.${why}`,
      next: `\`/workshop health ${no}\` says why.`,
    };
  }
  const owner = owners.get(no);
  const told =
    owner === undefined
      ? ''
      : owner.userId === undefined
        ? ` Please tell ${person(owner)}.`
        : ` ${person(owner)} is told.`;
  const line =
    `Seat ${no} of *${name}* answers from another machine. ${swap.work ? workLine(swap.work).slice(2).trim() : ''}.`.replace(
      '..',
      '.',
    );
  if (stateOf(swap.spare) === 'ready')
    return { line: `✅ ${line}${told} Spare ${swap.spare} is ready again, after ${lasted}.`, next: '' };
  return {
    line: `⚠️ ${line}${told} Spare ${swap.spare} is not ready again.${why}`,
    next: `\`/workshop deploy ${name}\` makes it good; the seat stays as it is.`,
  };
}

/** To whoever sits there, once it answers. */
export function seatSwapped(no: number, work: CarriedWork | undefined): Message {
  const says = `Your seat ${no} has moved to another machine. Address, user and password are the same: reload the page.`;
  const files =
    work?.kind === 'carried'
      ? `Your files in \`work/\` came along${work.omitted === 0 ? '' : `, but for ${count(work.omitted, 'file')} left out`}. Unsaved cells and variables are gone.`
      : 'Your files did not come along: the old machine no longer gave them up. I am sorry. You start with the files of the workshop.';
  return { text: `${says} ${files}`, blocks: [section(says), context(files)] };
}
