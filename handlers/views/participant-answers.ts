import type { ClaimResult } from '../../workshop/usher';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, type Message, section } from './blocks';
import { channelMention, mention } from './words';

/** Action ids; `CHOOSE_SEAT` is followed by a number that only keeps the ids apart. */
export const GET_SEAT = 'seat-get';
export const CHOOSE_SEAT = 'seat-choose:';
/** Slack takes 25 buttons in a row. */
const MOST_CHOICES = 25;

/** A claim that ended without a seat. */
export type NoSeat = Exclude<ClaimResult, { kind: 'card' } | { kind: 'wait' }>;

const KNOWN_WORDS = 'Words I know: `status`, `password`, `restart`, `stuck`, `help`.';

const says = (line: string, more?: string): Message => ({
  text: more === undefined ? line : `${line} ${more}`,
  blocks: [section(line), ...(more === undefined ? [] : [context(more)])],
});

/** Why there is no seat, and what helps. `over`: the newest workshop they sat in, where that is destroyed. */
export function noSeatMessage(claim: NoSeat, over?: Workshop): Message {
  switch (claim.kind) {
    case 'full':
      return says(
        `I am sorry, every seat of *${claim.workshop.spec.name}* is taken.`,
        'Please tell an organiser. When a seat becomes free, write to me again.',
      );
    case 'not-eligible':
      return notEligible(claim.workshops);
    case 'several':
      return choice(claim.workshops);
    case 'no-workshop':
      return over === undefined
        ? says(
            'Hello! There is no workshop right now.',
            'When you are in one, write me any word, and I find you a seat.',
          )
        : says(
            `*${over.spec.name}* is over, and its seats are deleted. Thank you for being there.`,
            'When you are in another workshop, write me any word, and I find you a seat.',
          );
  }
}

function notEligible(workshops: readonly Workshop[]): Message {
  const rooms = workshops.flatMap(({ room, spec }) =>
    room === undefined ? [] : [`${channelMention(room)} (${spec.name})`],
  );
  if (rooms.length === 0) {
    return says(
      'Hello! A workshop is being prepared, but it is not open to anybody yet.',
      'Ask its organisers which channel to join, then write to me again.',
    );
  }
  return says(
    `Hello! Seats are for members of ${rooms.length === 1 ? 'this channel' : 'these channels'}: ${clip(rooms.join(', '), 1500)}.`,
    'Join, then write to me again. If you cannot join, ask an organiser to invite you.',
  );
}

function choice(workshops: readonly Workshop[]): Message {
  const line = 'You belong to several workshops. Which seat do you want?';
  const buttons = workshops
    .slice(0, MOST_CHOICES)
    .map(({ id, spec }, index) => button(`${CHOOSE_SEAT}${index}`, spec.name, { value: id }));
  return { text: line, blocks: [section(line), actions('seat-choose', buttons)] };
}

export const helpMessage = (): Message => ({
  text: `I hand out the seats of the workshop. Write any word, and you get yours. ${KNOWN_WORDS}`,
  blocks: [
    section(
      'I hand out the seats of the workshop. Write any word, and you get your card: addresses, user and password.',
    ),
    section(
      [
        '`password` or `status`: your card, again',
        '`restart`: restarts Jupyter or another app of yours; what is saved in `work/` stays',
        '`stuck`: calls somebody who helps you; a picture of your screen does the same',
        '`page won’t open`: what to try then',
      ].join('\n'),
    ),
    actions('seat-get', [button(GET_SEAT, 'Get my seat', { primary: true })]),
    context('About the workshop itself I know nothing: ask in its channel, or an organiser near you.'),
  ],
});

export const welcomeMessage = (): Message => says('You are welcome!');

/** In a channel, to one person: where the answer is. Never holds a credential. */
export const pointerMessage = (botUserId: string | undefined): Message =>
  says(
    `I have answered you privately: see ${botUserId === undefined ? 'my direct message' : `the direct message from ${mention(botUserId)}`}.`,
  );
