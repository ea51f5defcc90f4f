import type { ScalePlan, ScaleRefused, ScaleWish } from '../../workshop/usher/resizing';
import { vcpusOf } from '../../workshop/needs';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, sections, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { placesOf } from './places';
import { checkedLine, shortages } from './preflight';
import { alreadyRunning } from './operation-answers';
import { plain } from './refusals';
import { channelMention, count, listed, money, person, seatNumbers } from './words';

export const SCALE_GO = 'scale-go';
/** People named one by one in a question. */
const MOST_NAMED = 20;

/** The question before anything changes: what comes and goes, who loses their seat, what it costs before and after. */
export function confirmScale(plan: ScalePlan, wish: ScaleWish): Message {
  const { workshop, checks, mark, scaling, leaving } = plan;
  const { name } = workshop.spec;
  const short = shortages(checks);
  const question = `*Scale ${name} from ${placesOf(scaling.before)} to ${placesOf(scaling.after)}?*`;
  const first = short.length > 0 ? [`⛔ *${name} cannot be scaled to that yet:*`, ...short] : [];
  const lines = [question, ...changes(plan), ...databaseLines(plan), priceLine(plan)];
  const value = JSON.stringify({ workshop: workshop.id, ...wish, mark });
  const yes =
    leaving.length === 0 ? 'Scale' : `Scale, ${count(leaving.length, 'person loses', 'people lose')} their seat`;
  const risk =
    leaving.length === 0
      ? {}
      : {
          confirm: {
            title: 'Take their seats away?',
            text: `${count(leaving.length, 'person loses', 'people lose')} their seat and what they saved on it, for good.`,
            yes: 'Take them away',
          },
        };
  return {
    text: [...first, ...lines, ...leavingLines(plan)].join(' '),
    blocks: [
      ...sections(first),
      section(lines.join('\n')),
      ...sections(leavingLines(plan)),
      ...(checks.length > 0 ? [context(checkedLine(checks))] : []),
      actions('scale', [
        ...(short.length > 0 ? [] : [button(SCALE_GO, yes, { value, primary: leaving.length === 0, ...risk })]),
        button(NOT_NOW, 'Keep as it is', { value: workshop.id }),
      ]),
    ],
  };
}

function changes(plan: ScalePlan): string[] {
  const { workshop, scaling, stacks, removing, loadBalancers, built, missingSpares } = plan;
  const { spec } = workshop;
  const { before, after } = scaling;
  const spares =
    missingSpares === 0
      ? []
      : [
          `${count(missingSpares, 'spare')} fewer than wished for: somebody sits there, and nobody’s seat becomes a spare.`,
        ];
  if (stacks.length === 0) {
    return workshop.deployedAt === undefined
      ? ['Nothing is deployed yet: only the plan changes.', ...spares]
      : ['Only which seats are spares changes; nothing on AWS does.', ...spares];
  }
  const more = after.seats - before.seats;
  const balancers = loadBalancers.after - loadBalancers.before;
  const gone = built > after.seats ? range(after.seats + 1, built) : [];
  return [
    ...(more > 0
      ? [
          `New: ${seats(range(before.seats + 1, after.seats))}, ${count(more, `${spec.instanceType} instance`)} (${count(more * vcpusOf(spec.instanceType), 'vCPU')})${balancers > 0 ? `, ${count(balancers, 'load balancer')}` : ''}. Nobody who sits here now notices: no app restarts, addresses and passwords stay.`,
        ]
      : []),
    ...(gone.length > 0
      ? [
          `Gone: ${seats(gone)} with ${count(gone.length, 'instance')} and all that is saved there${balancers < 0 ? `, ${count(-balancers, 'load balancer')}` : ''}. The others stay as they are.`,
        ]
      : []),
    `Stacks: ${stacks
      .map((stack) => (removing.includes(stack) ? `${stack} (goes)` : stack))
      .slice(0, 12)
      .join(', ')}${stacks.length > 12 ? ` and ${stacks.length - 12} more` : ''}`,
    ...spares,
  ];
}

const databaseLines = ({ database }: ScalePlan): string[] =>
  database
    ? [
        `⚠️ The database has to become ${database.to} instead of ${database.from}, for so many connections. AWS interrupts it for some minutes: apps that use it show errors and come back by themselves, the others go on.`,
      ]
    : [];

function priceLine({ price, workshop }: ScalePlan): string {
  const now = workshop.deployedAt === undefined ? ' once deployed' : '';
  return `Price: ${money(price.after.hourly)} an hour${now} instead of ${money(price.before.hourly)}${price.after.source === 'live' ? ', at today’s prices' : ', by list prices'}`;
}

function leavingLines({ leaving, workshop }: ScalePlan): string[] {
  if (leaving.length === 0) return [];
  const named = leaving.slice(0, MOST_NAMED).map(({ no, sitter }) => `${no} ${person(sitter)}`);
  const more = leaving.length > MOST_NAMED ? ` and ${leaving.length - MOST_NAMED} more` : '';
  const untold = leaving.filter(({ sitter }) => sitter.userId === undefined);
  const lost = workshop.deployedAt === undefined ? '' : ' What they saved there is lost: let them download it first.';
  const told =
    untold.length === leaving.length
      ? ''
      : ' Who is in Slack is told, and gets another seat if one is free, else a place on the waitlist.';
  return [
    `⚠️ *${count(leaving.length, 'person sits', 'people sit')} on a seat that goes:* ${named.join(' · ')}${more}.${lost}${told}`,
    ...(untold.length === 0
      ? []
      : [`Not in Slack, so please tell: ${listed(untold.slice(0, MOST_NAMED).map(({ sitter }) => person(sitter)))}.`]),
  ];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const seats = (numbers: readonly number[]): string =>
  numbers.length === 1 ? `seat ${numbers[0]}` : `seats ${seatNumbers(numbers)}`;

/** While AWS is asked for longer than somebody likes to wait in silence. */
export const askingScale = ({ spec }: Workshop): Message =>
  plain(`Asking AWS about quotas and prices for *${spec.name}*. The answer comes within ten seconds.`);

/** What takes the place of the question once it is answered with yes. */
export const scaleStarted = ({ workshop, scaling }: ScalePlan): Message =>
  plain(
    `Scaling *${workshop.spec.name}* to ${placesOf(scaling.after)}. One message in ${channelMention(workshop.crewChannel)} shows how far it is.`,
  );

/** The same where nothing of it stands on AWS. */
export const scaleDone = ({ workshop, scaling }: ScalePlan): Message =>
  plain(
    `*${workshop.spec.name}* has ${placesOf(scaling.after)} now.${workshop.deployedAt === undefined ? ` Nothing is deployed yet: \`/workshop plan ${workshop.spec.name}\` shows what a deploy makes.` : ''}`,
  );

/** Before the question once more, where something changed since it was asked. */
export function scaleAgain(plan: ScalePlan, wish: ScaleWish): Message {
  const note = 'Something has changed since I asked, so nothing was done. This is how it stands now:';
  const question = confirmScale(plan, wish);
  return { text: `${note} ${question.text}`, blocks: [section(note), ...question.blocks] };
}

export function scaleRefused(workshop: Workshop, refusal: ScaleRefused): Message {
  const { name } = workshop.spec;
  switch (refusal.refused) {
    case 'same':
      return plain(`*${name}* has ${placesOf(workshop.spec)} already. Nothing was changed.`);
    case 'too-many':
      return plain(
        `${count(refusal.seats, 'seat')} and ${count(refusal.spares, 'spare')} are more than one workshop can hold: 1,000 together are the most. Nothing was changed.`,
      );
    case 'running':
      return alreadyRunning(workshop, refusal.operation, undefined);
    case 'destroying':
      return plain(`*${name}* is being destroyed, so its size does not matter any more.`);
    case 'off':
      return plain(`*${name}* is off. \`/workshop start ${name}\` first, then it can be scaled.`);
    case 'half-deployed':
      return plain(
        `The deploy of *${name}* did not come far enough for another size. \`/workshop deploy ${name}\` goes on with it; scale it afterwards.`,
      );
    case 'database':
      return plain(
        `*${name}* cannot have so many seats while it runs: its database would need more connections than a running one can be given. Nothing was changed. A second workshop beside it works: \`/workshop new\`.`,
      );
  }
}
