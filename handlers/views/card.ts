import type { Button } from '@slack/types';
import type { Seat } from '../../workshop/seat';
import type { SeatCard } from '../../workshop/usher/seating';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, type Message, section } from './blocks';
import { dayAndTime, escape, listed } from './words';

/** Action ids of what participants click; the app's name follows the colon where there is one. */
export const OPEN_APP = 'seat-open:';
export const RESTART_APP = 'seat-restart:';
export const STUCK = 'seat-stuck';
export const PAGE = 'seat-page';
export const PAGE_STILL = 'seat-page-still';

/** A participant's card with address and password: for their DM and nowhere else. */
export function cardMessage(workshop: Workshop, seat: Seat, card: SeatCard): Message {
  const name = workshop.spec.name;
  const ends = workshop.endsAt
    ? ` The workshop ends ${dayAndTime(workshop.endsAt)}: download what you want to keep before then.`
    : '';
  const both = card.apps.length === 2 ? ' (both)' : '';
  return {
    text: plainCard(name, seat, card),
    blocks: [
      section(`*Seat ${seat.no} · ${name}* · ${standing(seat)}`),
      ...(card.apps.length === 0
        ? []
        : [
            actions(
              'seat-open',
              card.apps.map((app, index) =>
                button(`${OPEN_APP}${app.name}`, `Open ${app.title}`, { url: app.url, primary: index === 0 }),
              ),
            ),
          ]),
      section(`User \`${card.user}\`   Password \`${card.password}\`${both}`),
      section(`Save in \`work/\`: it survives restarts.${ends}`),
      restartButtons(workshop, [
        button(STUCK, 'I’m stuck', { value: workshop.id }),
        button(PAGE, 'Page won’t open', { value: workshop.id }),
      ]),
      context(
        [...card.apps.map(({ title, url }) => `${title}: ${url}`), 'Write `help` for what else I can do.'].join('\n'),
      ),
    ],
  };
}

/** A button for each app, and `more`; Slack asks before the click counts, since unsaved work is lost. */
export const restartButtons = (workshop: Workshop, more: readonly Button[] = []) =>
  actions('seat-restart', [
    ...workshop.spec.apps.map((app) =>
      button(`${RESTART_APP}${app.name}`, `Restart ${app.title}`, {
        value: workshop.id,
        confirm: {
          title: `Restart ${app.title}?`,
          text: 'What is saved in `work/` stays. Unsaved cells and variables are lost.',
          yes: 'Restart',
        },
      }),
    ),
    ...more,
  ]);

function standing(seat: Seat): string {
  if (seat.state === 'ready') return 'ready';
  if (seat.state === 'failing') return 'not well: known, and being mended';
  if (seat.state === 'stopped') return 'off for now';
  return seat.detail === undefined ? 'starting' : escape(seat.detail);
}

function plainCard(name: string, seat: Seat, { user, password, apps }: SeatCard): string {
  const addresses = apps.map(({ title, url }) => `${title} ${url}`).join(' , ');
  return `Seat ${seat.no} of ${name}, ${standing(seat)}. ${addresses} . User ${user}, password ${password}. Save in work/.`;
}

/** Restart as a question: which app. */
export function whichApp(workshop: Workshop): Message {
  const says = `Which one? ${listed(workshop.spec.apps.map(({ title }) => title))} restart on their own, and what you saved in \`work/\` stays.`;
  return { text: says, blocks: [section(says), restartButtons(workshop)] };
}
