import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { ReplaceBegun } from '../../workshop/use-cases/replace-seats';
import type { Sitter } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import type { SeatSelector } from '../commands/parse/seats';
import { actions, button, section, type Message } from './blocks';
import { alreadyRunning } from './operation-answers';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, count, listed, mention, person, seatNumbers } from './words';

/** Shows the question, for a seat whose instance no restart mends. */
export const REPLACE_ASK = 'replace-ask';
export const REPLACE_GO = 'replace-go';
const MOST_NAMED = 15;

const seatsInWords = (seats: readonly number[]): string =>
  seats.length === 1 ? `seat ${seats[0]}` : `${count(seats.length, 'seat')} (${seatNumbers(seats)})`;

/** What becomes of saved work, by where the workshop keeps it. */
const kept = ({ spec }: Workshop): string =>
  spec.storage.kind === 'volume'
    ? 'What is saved in `work/` is on a volume of its own and comes back with the new instance; unsaved cells and variables are lost.'
    : '⚠️ What is saved in `work/` is on the disk of the instance: *it is lost for good*. Let people download it first, if they still can.';

/** Asked always: an instance goes for good. */
export function confirmReplace(summary: WorkshopSummary, selector: SeatSelector, seats: readonly number[]): Message {
  const { workshop, participants } = summary;
  const people = new Map(participants.map((each) => [each.id, each]));
  const seated = summary.seats.flatMap(({ no, owner }) => {
    const sitter = owner === undefined ? undefined : people.get(owner);
    return sitter !== undefined && seats.includes(no) ? [`${no} ${person(sitter)}`] : [];
  });
  const more = seated.length > MOST_NAMED ? ` and ${seated.length - MOST_NAMED} more` : '';
  const who = seated.length === 0 ? 'Nobody sits there.' : `Seated: ${seated.slice(0, MOST_NAMED).join(' · ')}${more}.`;
  const lines = [
    `*Replace the ${seats.length === 1 ? 'instance' : 'instances'} of ${seatsInWords(seats)} of ${workshop.spec.name}?*`,
    who,
    kept(workshop),
    'Address and password stay, and so does what apps keep in the database. It takes about five minutes.',
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('replace', [
        button(REPLACE_GO, `Replace ${seats.length === 1 ? `seat ${seats[0]}` : count(seats.length, 'seat')}`, {
          value: JSON.stringify({ workshop: workshop.id, seats: selector, count: seats.length }),
          ...(workshop.spec.storage.kind === 'volume'
            ? { primary: true }
            : {
                confirm: {
                  title: 'Lose what is saved there?',
                  text: `Everything saved at ${seatsInWords(seats)} is deleted with the old ${seats.length === 1 ? 'instance' : 'instances'}.`,
                  yes: 'Replace',
                },
              }),
        }),
        button(NOT_NOW, 'Keep as it is', { value: workshop.id }),
      ]),
    ],
  };
}

export interface Replacing {
  readonly workshop: Workshop;
  readonly seats: readonly number[];
  /** Slack users who sit there and are told. */
  readonly told: readonly string[];
  readonly untold: readonly Sitter[];
}

/** What takes the place of the question. */
export function replaceStarted({ workshop, seats, told, untold }: Replacing): Message {
  const who =
    told.length === 0
      ? ''
      : ` ${told.length <= MOST_NAMED ? listed(told.map(mention)) : `${told.length} people`} ${told.length === 1 ? 'is' : 'are'} told.`;
  const tell =
    untold.length === 0 ? '' : ` Not in Slack, so please tell: ${listed(untold.slice(0, MOST_NAMED).map(person))}.`;
  return plain(
    `Replacing ${seatsInWords(seats)} of *${workshop.spec.name}*.${who}${tell} One message in ${channelMention(workshop.crewChannel)} shows how far it is.`,
  );
}

export function replaceRefused(workshop: Workshop, begun: Exclude<ReplaceBegun, { started: unknown }>): Message {
  const { name } = workshop.spec;
  if ('running' in begun) return alreadyRunning(workshop, begun.running, undefined);
  switch (begun.refused) {
    case 'off':
      return plain(`*${name}* is off. \`/workshop start ${name}\` first; it may be all that the seat needs.`);
    case 'not-deployed':
      return plain(
        `*${name}* is not deployed, so there is nothing to replace. \`/workshop deploy ${name}\` comes first.`,
      );
    case 'unmade':
      return plain(
        `${begun.seats.length === 1 ? 'Seat' : 'Seats'} ${seatNumbers(begun.seats)} of *${name}* ${begun.seats.length === 1 ? 'was' : 'were'} never made: \`/workshop deploy ${name}\` makes what is missing. Nothing was changed.`,
      );
  }
}

/** The seats that were meant are others by now. */
export const replaceOthers = ({ spec }: Workshop): Message =>
  plain(
    `What you named is not as many seats of *${spec.name}* as when I asked, so nothing was done. Please type the command again.`,
  );

/** To whoever sits at a seat that gets a new instance, before it does. */
export function seatIsReplaced(workshop: Workshop, no: number, by: string): Message {
  const work =
    workshop.spec.storage.kind === 'volume'
      ? 'What you saved in `work/` comes back with it; unsaved cells and variables are lost.'
      : 'I am sorry: what you saved in `work/` is lost with the old one.';
  return plain(
    `${mention(by)} is giving your seat ${no} a new machine. ${work} It takes about five minutes, and I send a new message when you can go on. Address and password stay the same.`,
  );
}
