import type { Seat } from '../../workshop/seat';
import type { ClaimResult } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, type Message, section } from './blocks';
import { howToJoin } from './joining';
import { mention } from './words';

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
    case 'waitlisted':
      return waitlisted(claim.workshop, claim.place);
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

/** Every seat is taken, and they are on the list. */
export function waitlisted({ spec }: Workshop, place: number): Message {
  const where = place === 1 ? '*You are next on the waitlist.*' : `You are *number ${place}* on the waitlist.`;
  return says(
    `I am sorry, every seat of *${spec.name}* is taken. ${where}`,
    'Nothing to do for you: when a seat becomes free, it is yours, and I send you a new message.',
  );
}

function notEligible(workshops: readonly Workshop[]): Message {
  if (workshops.length === 0) {
    return says(
      'Hello! A workshop is being prepared, but it is not open to anybody yet.',
      'Ask its organisers which channel to join, then write to me again.',
    );
  }
  return says(`Hello! ${clip(workshops.map(howToJoin).join('\n'), 2500)}`);
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

/** The two words were no code that lets them in. */
export const wrongCode = (why: 'wrong' | 'too-many'): Message =>
  why === 'wrong'
    ? says('Those are not the words of the workshop.', 'Look again, or ask an organiser for its code: two words.')
    : says(
        'Those were too many tries. Wait ten minutes, then write the two words to me again.',
        'An organiser can tell you the code, or put you on the list.',
      );

/** To somebody of another workspace, in the channel: the card has nowhere to go. */
export const cannotWriteToYou = ({ spec }: Workshop, seat: Seat): Message =>
  says(
    `Seat ${seat.no} of *${spec.name}* is yours, but Slack does not let me write to you, as you belong to another workspace.`,
    'Ask an organiser to give you its address and password.',
  );

/** To the crew, who mention Usher in their own channel. */
export const crewHint = (): Message =>
  says(
    'Here I listen to `/workshop`: `/workshop help` lists what I can do.',
    'To try a seat out yourself, write me a direct message.',
  );

/** In a channel, to one person: where the answer is. Never holds a credential. */
export const pointerMessage = (botUserId: string | undefined): Message =>
  says(
    `I have answered you privately: see ${botUserId === undefined ? 'my direct message' : `the direct message from ${mention(botUserId)}`}.`,
  );
