import type { Sitter } from '../../workshop/seat';
import type { Visited } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { OPEN_APP } from './card';
import { plain } from './refusals';
import { SIGNS, WORDS } from './seat-map';
import { escape, mention, person } from './words';

/** A seat's addresses and password for whoever looks in: for their DM and nowhere else. */
export function visitCard(workshop: Workshop, { seat, card, sitter }: Visited, by: string): Message {
  const { name } = workshop.spec;
  const who =
    sitter === undefined
      ? 'nobody sits there'
      : sitter.userId === by
        ? 'you sit there yourself'
        : `${person(sitter)} sits there, and is ${sitter.userId === undefined ? 'not in Slack: please tell them' : 'told'}`;
  const why = seat.detail === undefined || seat.state === 'ready' ? '' : ` (${escape(seat.detail)})`;
  return {
    text: `Visit to seat ${seat.no} of ${name}: user ${card.user}, password ${card.password}. ${card.apps.map(({ title, url }) => `${title} ${url}`).join(' , ')}`,
    blocks: [
      section(`*Visit to seat ${seat.no} · ${name}*\n${SIGNS[seat.state]} ${WORDS[seat.state]}${why} · ${who}`),
      ...(card.apps.length === 0
        ? []
        : [
            actions(
              'visit',
              card.apps.map((app) => button(`${OPEN_APP}${app.name}`, `Open ${app.title}`, { url: app.url })),
            ),
          ]),
      section(`User \`${card.user}\`   Password \`${card.password}\``),
      context(
        [
          ...card.apps.map(({ title, url }) => `${title}: ${url}`),
          'This is their seat: they see what you change, and the audit keeps that you were here.',
        ].join('\n'),
      ),
    ],
  };
}

/** To whoever sits there. */
export const seatIsVisited = (workshop: Workshop, no: number, by: string): Message =>
  plain(
    `${mention(by)} looks into your seat ${no} of *${workshop.spec.name}* to help you. Nothing to do for you: your files stay as they are, and so does your password.`,
  );

/** In the channel, to whoever asked: no address, no password. */
export function visitAnswer(
  workshop: Workshop,
  no: number,
  sitter: Sitter | undefined,
  told: 'told' | 'untold' | 'nobody',
): Message {
  const where = `Seat ${no} of *${workshop.spec.name}*: its addresses and password are in our direct messages.`;
  if (sitter === undefined || told === 'nobody') return plain(where);
  return plain(
    told === 'told'
      ? `${where} ${person(sitter)} is told that you look in.`
      : `${where} ${person(sitter)} could not be told: please say that you look in.`,
  );
}
