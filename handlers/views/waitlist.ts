import type { InSlack, Seat } from '../../workshop/seat';
import type { Waitlist } from '../../workshop/usher/doors';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, sections, type Message } from './blocks';
import { plain } from './refusals';
import { clockTime, count, mention, seatNumbers } from './words';

/** Action ids of what gives seats to those who wait. */
export const OFFER_UNOPENED = 'offer-unopened';
export const FREE_LEFT = 'free-left';
/** People named one by one; more are counted. */
const MOST_NAMED = 40;

/** A seat keeps its password until the end: paper must stay true. */
const STALE = 'Its password stays the same, and so does what was saved there: tell the next person.';

/** Who waits, and which seats nobody opened. `mayOffer`: the reader may give them away. */
export function waitlistMessage(workshop: Workshop, list: Waitlist, mayOffer: boolean): Message {
  const { waiting, unopened } = list;
  const { name } = workshop.spec;
  const line =
    waiting.length === 0
      ? `Nobody waits for a seat of *${name}*.`
      : `*${count(waiting.length, 'person', 'people')}* ${waiting.length === 1 ? 'waits' : 'wait'} for a seat of *${name}*. A seat that becomes free goes to the first.`;
  return {
    text: `${line} ${unopened.length === 0 ? '' : `${count(unopened.length, 'seat')} not opened yet.`}`.trim(),
    blocks: [
      section(line),
      ...sections(some(waiting.map(({ userId }, index) => `${index + 1}. ${mention(userId)}`))),
      ...(unopened.length === 0 ? [] : unopenedBlocks(list)),
      ...(mayOffer ? offer(workshop, list) : []),
    ],
  };
}

/** In the crew channel, once, when seats have stood unopened for half an hour while people wait. */
export function unopenedNews(workshop: Workshop, list: Waitlist): Message {
  const { waiting, unopened } = list;
  const line = `*${count(unopened.length, 'seat')}* of *${workshop.spec.name}* ${unopened.length === 1 ? 'has' : 'have'} not been opened for half an hour, and *${count(waiting.length, 'person', 'people')}* ${waiting.length === 1 ? 'waits' : 'wait'} for one.`;
  return { text: line, blocks: [section(line), ...unopenedBlocks(list), ...offer(workshop, list)] };
}

const unopenedBlocks = ({ unopened }: Waitlist) => [
  ...sections([
    'Not opened yet:',
    ...some(
      unopened.map(
        ({ seat, participant, since }) =>
          `Seat ${seat.no} · ${mention(participant.userId)}, card since ${clockTime(since)}`,
      ),
    ),
  ]),
  context(
    'That is, nobody pressed a button on the card or asked for it. Whoever typed the address by hand is not seen here.',
  ),
];

function offer(workshop: Workshop, { waiting, unopened }: Waitlist) {
  const most = Math.min(waiting.length, unopened.length);
  if (most === 0) return [];
  const seats = seatNumbers(unopened.slice(0, most).map(({ seat }) => seat.no));
  return [
    actions('offer-unopened', [
      button(OFFER_UNOPENED, most === 1 ? 'Give it to the first who waits' : `Give ${most} to those who wait`, {
        value: workshop.id,
        confirm: {
          title: most === 1 ? `Give seat ${seats} away?` : `Give ${most} seats away?`,
          text: `${most === 1 ? 'Seat' : 'Seats'} ${seats} ${most === 1 ? 'goes' : 'go'} to whoever waits longest. Who had ${most === 1 ? 'it' : 'them'} is told, and may ask for another seat. ${STALE}`,
          yes: 'Give away',
        },
      }),
    ]),
  ];
}

const some = (lines: readonly string[]): string[] =>
  lines.length <= MOST_NAMED ? [...lines] : [...lines.slice(0, MOST_NAMED), `and ${lines.length - MOST_NAMED} more`];

/** What the button did. */
export const offered = (workshop: Workshop, by: string, given: readonly { no: number; userId: string }[]): Message =>
  plain(
    given.length === 0
      ? `No seat of *${workshop.spec.name}* was given away: nobody waits any more, or every seat was opened meanwhile.`
      : `${mention(by)} gave ${given.length === 1 ? 'seat' : 'seats'} ${seatNumbers(given.map(({ no }) => no))} of *${workshop.spec.name}* to those who waited. ${given
          .map(({ userId }) => mention(userId))
          .slice(0, MOST_NAMED)
          .join(', ')} ${given.length === 1 ? 'was' : 'were'} told.`,
  );

/** In the crew channel: somebody left the room, and there may be work of theirs at the seat. */
export function leftNews(workshop: Workshop, { userId }: InSlack, { no }: Seat): Message {
  const line = `${mention(userId)} left the room of *${workshop.spec.name}* and did not come back. Seat ${no} is still theirs, as they had their card and may have worked there.`;
  return {
    text: line,
    blocks: [
      section(line),
      actions('free-left', [
        button(FREE_LEFT, `Free seat ${no}`, {
          value: JSON.stringify({ workshop: workshop.id, seat: no }),
          confirm: {
            title: `Free seat ${no}?`,
            text: `It goes to whoever comes next, as it is: nothing at the seat is deleted. ${STALE}`,
            yes: 'Free it',
          },
        }),
      ]),
      context('Leave it, and the seat stays as it is until the workshop ends.'),
    ],
  };
}

export const seatFreed = (workshop: Workshop, by: string, no: number, userId: string): Message =>
  plain(`${mention(by)} freed seat ${no} of *${workshop.spec.name}*; ${mention(userId)} was told.`);

export const cameBack = (workshop: Workshop, no: number): Message =>
  plain(`They are in the room of *${workshop.spec.name}* again, so seat ${no} stays theirs.`);

export const notLeft = (workshop: Workshop, no: number): Message =>
  plain(`Nothing to free: whoever sits at seat ${no} of *${workshop.spec.name}* has not left the room.`);
