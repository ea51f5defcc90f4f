import type { Workshop } from '../../workshop/workshop';
import type { Message } from './blocks';
import { plain } from './refusals';
import { count, escape, seatNumbers } from './words';

/** Names told one by one. */
const MOST_SPELT = 20;

export const drawing = (): Message => plain('I am drawing the cards; the file follows in our direct messages.');

export const cardsSent = (cards: number): Message =>
  plain(`I have sent you ${count(cards, 'card')} as a PDF, as a direct message: passwords are in it.`);

/** Beside the file. `spelt`: names in letters that the fonts do not have. */
export function cardsFileWords(
  { spec: { name } }: Workshop,
  seats: readonly number[],
  spelt: readonly { readonly name: string; readonly as: string }[],
): string {
  const what = `${count(seats.length, 'card')} of *${name}*, ${seats.length === 1 ? 'seat' : 'seats'} ${seatNumbers(seats)}. Print it on A4 at its real size, cut along the lines, and give each card to its own person.`;
  const care =
    'It holds passwords: do not pass the file on, and delete it here when it is printed. It stays true until destroy.';
  if (spelt.length === 0) return `${what}\n${care}`;
  const names = spelt.slice(0, MOST_SPELT).map((each) => `${escape(each.name)} → ${escape(each.as) || '(nothing)'}`);
  const more = spelt.length > MOST_SPELT ? ` and ${spelt.length - MOST_SPELT} more` : '';
  return `${what}\n${care}\nI can write Latin, Greek, Cyrillic, Armenian and Georgian letters; these names are spelt in Latin ones: ${names.join(', ')}${more}.`;
}

export const noAddresses = ({ spec: { name } }: Workshop): Message =>
  plain(
    `The seats of *${name}* have no addresses yet, so a card would be of no use. \`/workshop deploy ${name}\` comes first; the addresses are known after some minutes, before the seats are ready.`,
  );

export const nobodyNeedsCards = ({ spec: { name } }: Workshop): Message =>
  plain(
    `Nobody on the roster of *${name}* needs a paper card: who has a seat is in Slack and gets their card there. \`/workshop cards 7\` prints the card of a seat all the same, \`/workshop cards all\` every one; \`/workshop assign 7 "Ann Smith"\` gives a seat to somebody who is not in Slack.`,
  );
