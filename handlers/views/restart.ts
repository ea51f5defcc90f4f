import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import type { SeatSelector } from '../commands/parse/seats';
import type { RestartStarted } from '../commands/start-restart';
import { actions, button, section, type Message } from './blocks';
import { plain } from './refusals';
import { channelMention, count, listed, mention, person, seatNumbers } from './words';
import { NOT_NOW } from './plan';
import { isOff } from './rest';

export const RESTART_GO = 'restart-go';
/** People named one by one in a question. */
const MOST_NAMED = 15;

const titles = ({ spec }: Workshop, apps: readonly string[]): string =>
  listed(spec.apps.filter((app) => apps.length === 0 || apps.includes(app.name)).map((app) => app.title));

const seatsInWords = (seats: readonly number[]): string =>
  seats.length === 1 ? `seat ${seats[0]}` : `${count(seats.length, 'seat')} (${seatNumbers(seats)})`;

/** Asked when more than one seat is meant or somebody sits there: who, and what they lose. */
export function confirmRestart(
  summary: WorkshopSummary,
  selector: SeatSelector,
  seats: readonly number[],
  apps: readonly string[],
): Message {
  const { workshop, participants } = summary;
  const people = new Map(participants.map((each) => [each.id, each]));
  const seated = summary.seats.flatMap(({ no, owner }) => {
    const sitter = owner === undefined ? undefined : people.get(owner);
    return sitter !== undefined && seats.includes(no) ? [{ sitter, says: `${no} ${person(sitter)}` }] : [];
  });
  const named = (inSlack: boolean): string => {
    const some = seated.filter(({ sitter }) => (sitter.userId !== undefined) === inSlack).map(({ says }) => says);
    const more = some.length > MOST_NAMED ? ` and ${some.length - MOST_NAMED} more` : '';
    if (some.length === 0) return '';
    return `${inSlack ? 'Seated, and told' : 'Seated, to be told by you'}: ${some.slice(0, MOST_NAMED).join(' · ')}${more}.`;
  };
  const who = seated.length === 0 ? 'Nobody sits there.' : [named(true), named(false)].filter(Boolean).join(' ');
  const says = `*Restart ${titles(workshop, apps)} at ${seatsInWords(seats)} of ${workshop.spec.name}?*\n${who}\nSaved files stay; unsaved cells and variables are lost.`;
  return {
    text: says,
    blocks: [
      section(says),
      actions('restart', [
        button(RESTART_GO, 'Restart', {
          value: JSON.stringify({ workshop: workshop.id, seats: selector, apps }),
          primary: true,
        }),
        button(NOT_NOW, 'Keep as it is', { value: workshop.id }),
      ]),
    ],
  };
}

/** What takes the place of the question, or answers a restart that needed none. */
export function restartAnswer({ workshop, seats, apps, operation, told, untold }: RestartStarted): Message {
  const { name } = workshop.spec;
  if (operation === undefined && workshop.state === 'stopped') return isOff(workshop);
  if (operation === undefined) {
    return plain(
      `*${name}* is not deployed, so there is nothing to restart. \`/workshop deploy ${name}\` comes first.`,
    );
  }
  const who =
    told.length === 0
      ? ''
      : ` ${told.length <= MOST_NAMED ? listed(told.map(mention)) : `${told.length} people`} ${told.length === 1 ? 'is' : 'are'} told.`;
  const tell =
    untold.length === 0
      ? ''
      : ` Not in Slack, so please tell: ${listed([...untold.slice(0, MOST_NAMED).map(person), ...(untold.length > MOST_NAMED ? [`${untold.length - MOST_NAMED} more`] : [])])}.`;
  return plain(
    `Restarting ${titles(workshop, apps)} at ${seatsInWords(seats)} of *${name}*. Saved files stay; unsaved cells and variables are lost.${who}${tell} ${channelMention(workshop.crewChannel)} shows when it is done.`,
  );
}

/** To whoever sits at a seat that somebody else restarts. */
export const seatIsRestarted = (workshop: Workshop, no: number, apps: readonly string[], by: string): Message =>
  plain(
    `${mention(by)} is restarting ${titles(workshop, apps)} on your seat ${no}. What is saved stays; unsaved cells and variables are lost. Give it a minute or two, then reload the page: address and password stay the same.`,
  );
