import type { News, Seat } from '../../workshop/seat';
import type { Left } from '../../workshop/usher/doors';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { GET_SEAT } from './participant-answers';
import { seatTaken } from './seat-news';
import { channelMention, clockTime, dayAndTime } from './words';

/** Lines to participants when a seat comes or goes. */

const line = (says: string, more?: string): Message => ({
  text: more === undefined ? says : `${says} ${more}`,
  blocks: [section(says), ...(more === undefined ? [] : [context(more)])],
});

const room = ({ room: channel }: Workshop): string => (channel === undefined ? 'the room' : channelMention(channel));

/** What happened to somebody's seat, as a new message; `seated` is followed by the card or the wait. */
export function doorNews(workshop: Workshop, news: News): Message {
  const { spec, opensAt } = workshop;
  switch (news) {
    case 'seated':
      return line(`*A seat of ${spec.name} has become free, and it is yours.*`);
    case 'opens':
      return opensAt === undefined || workshop.openedAt !== undefined
        ? line(
            `*${spec.name}* opens at another time than I told you.`,
            'I send a new message here as soon as you can start.',
          )
        : line(
            `*${spec.name}* opens ${dayAndTime(opensAt)}. Your seat is kept.`,
            'Nothing to do for you: your card, with address and password, comes here then.',
          );
    case 'freed':
      return line(
        `As you left ${room(workshop)}, your seat of *${spec.name}* is free again.`,
        'Join it again if you want to take part, and I look for a seat.',
      );
    case 'given':
      return line(
        `Your seat of *${spec.name}* was not opened for a while, so it went to somebody who waited.`,
        'If you are there now, write me any word: you get a seat, or a place on the waitlist.',
      );
    case 'removed': {
      const gone = line(
        `*${spec.name}* has fewer seats from now on, and yours is one of those that are gone, with what was saved on it.`,
        'Press the button or write me any word: you get another seat if one is free, else a place on the waitlist.',
      );
      const again = button(GET_SEAT, 'Get another seat', { value: workshop.id, primary: true });
      return { ...gone, blocks: [...gone.blocks, actions('seat-get', [again])] };
    }
    case 'released':
      return seatTaken(workshop);
  }
}

/** In place of a card whose seat is not theirs any more: no address, no password. */
export const cardWithdrawn = ({ spec }: Workshop): Message =>
  line(`This was your card of *${spec.name}*. The seat is not yours any more.`);

/** They left the room. */
export function leftRoom(left: Left): Message {
  const { workshop } = left;
  const { name } = workshop.spec;
  if (left.kind === 'off-waitlist') {
    return line(
      `As you left ${room(workshop)}, I took you off the waitlist of *${name}*.`,
      'Join again, and you are on it again.',
    );
  }
  const { seat, until, used } = left;
  return used
    ? line(
        `You left ${room(workshop)}. Seat ${seat.no} of *${name}* and what you saved there stay yours for now; whether somebody else gets it, the organisers decide.`,
        'If it was a slip, join again, and all is as before. If you are done, download what you want to keep.',
      )
    : line(
        `You left ${room(workshop)}. Seat ${seat.no} of *${name}* is kept for you until ${clockTime(until)}.`,
        'If it was a slip, join again. Otherwise it goes to the next person then; there is no work of yours at it.',
      );
}

/** They came back in time. */
export const cameBackToRoom = ({ spec }: Workshop, { no }: Seat): Message =>
  line(`Good to see you again. Seat ${no} of *${spec.name}* is still yours.`);
