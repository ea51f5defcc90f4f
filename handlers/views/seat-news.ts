import type { Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import { context, type Message, section } from './blocks';
import { channelMention, dayAndTime, listed, mention } from './words';

/** Lines to whoever sits in a seat, when something happens to it. */

/** Titles of the apps a restart is about; none chosen means all. */
export const titlesOf = (workshop: Workshop, apps: readonly string[]): string =>
  listed(workshop.spec.apps.filter(({ name }) => apps.length === 0 || apps.includes(name)).map(({ title }) => title));

const line = (says: string, more?: string): Message => ({
  text: more === undefined ? says : `${says} ${more}`,
  blocks: [section(says), ...(more === undefined ? [] : [context(more)])],
});

export const restartStarted = (titles: string, seat: Pick<Seat, 'no'>): Message =>
  line(
    `Restarting ${titles} on seat ${seat.no}. I send a new message when it is back.`,
    'What you saved in `work/` stays. Unsaved cells and variables are gone.',
  );

export const alreadyRestarting = (): Message =>
  line('That restart is running already. I send a new message when it is back.');

export const restartDone = (titles: string, seat: Pick<Seat, 'no'>): Message =>
  line(
    `${titles} ${titles.includes(' and ') ? 'are' : 'is'} back on seat ${seat.no}.`,
    'Reload the page. Address and password are the same as before.',
  );

export const restartInVain = (titles: string, seat: Pick<Seat, 'no'>, workshop: Workshop): Message =>
  line(
    `The restart of ${titles} did not help: seat ${seat.no} is still not well.`,
    `The organisers can see that.${whereToAsk(workshop)} I send a new message when you can go on.`,
  );

/** Sent once when a seat that had been handed out breaks; its end is a new card. */
export const seatBroke = (seat: Pick<Seat, 'no'>, workshop: Workshop): Message =>
  line(
    `Your seat ${seat.no} is not well right now. That is known, and it will be mended.`,
    `What you saved in \`work/\` is on its disk. I send a new message when you can go on.${whereToAsk(workshop)}`,
  );

/** Sent once when the health sweep found an app gone before its owner said so; the end of the restart is a line of its own. */
export const seatBeingRestarted = (titles: string, seat: Pick<Seat, 'no'>): Message =>
  line(
    `${titles} on your seat ${seat.no} stopped answering. I have noticed, and am restarting ${titles.includes(' and ') ? 'them' : 'it'}.`,
    'Nothing to do for you: I send a new message when it is back. What you saved in `work/` stays; unsaved cells and variables are lost.',
  );

/** The same where it comes back by itself; its end is a new card. */
export const seatComingBack = (seat: Pick<Seat, 'no'>): Message =>
  line(
    `Something on your seat ${seat.no} stopped. It is starting again by itself.`,
    'Nothing to do for you: I send a new message when you can go on. What you saved in `work/` stays; unsaved cells and variables are lost.',
  );

/** Sent once when the seat of somebody who has a card is turned off; its end is a new card. */
export const seatIsOff = (seat: Pick<Seat, 'no'>, { spec, startsAt }: Workshop): Message =>
  line(
    `*${spec.name}* is turned off for now, and your seat ${seat.no} with it${startsAt ? `, until ${dayAndTime(startsAt)}` : ''}.`,
    'What you saved in `work/` stays; unsaved cells and variables are lost. I send a new message when you can go on, with the same address and password.',
  );

/** In place of a card that a newer one has replaced: one card at a time shows the password. */
export const cardMoved = (): Message => line('Your card is in a newer message below.');

/** In place of a card whose seat an organiser has freed: no address, no password. */
export const cardTaken = (workshop: Workshop): Message => line(`You have no seat in *${workshop.spec.name}* any more.`);

/** To whoever sat in a seat that an organiser has freed. */
export const seatTaken = (workshop: Workshop): Message =>
  line(
    `An organiser has freed your seat in *${workshop.spec.name}*: it may be given to somebody else.`,
    `What you saved is still on it.${whereToAsk(workshop)} If that was a mistake, tell them, or write me any word for a free seat.`,
  );

/** To somebody whom an organiser has moved. */
export const seatMoved = (workshop: Workshop, from: number, to: number, by: string): Message =>
  line(
    `${mention(by)} has moved you from seat ${from} to seat ${to} of *${workshop.spec.name}*. Your new card comes in a message of its own.`,
    `What you saved stays on seat ${from}; it does not move with you.${whereToAsk(workshop)}`,
  );

/** In place of the card, once the workshop is destroyed: no address, no password. */
export const workshopOver = (workshop: Workshop): Message =>
  line(
    `*${workshop.spec.name}* is over. Its seats are deleted, and so are the addresses and passwords.`,
    'Thank you for being there.',
  );

export const whereToAsk = (workshop: Workshop): string =>
  workshop.room === undefined ? '' : ` You can ask in ${channelMention(workshop.room)}.`;
