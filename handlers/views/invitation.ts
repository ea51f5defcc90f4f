import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, type Message, section } from './blocks';
import { GET_SEAT } from './participant-answers';
import { dayAndTime, listed } from './words';

/** What the room reads when the doors open; holds no address and no password. */
export function invitationMessage(workshop: Workshop): Message {
  const apps = listed(workshop.spec.apps.map(({ title }) => title));
  const until = workshop.endsAt ? `, until ${dayAndTime(workshop.endsAt)}` : '';
  const line = `*Your ${apps} are ready*${until}. I send you address and password privately.`;
  const desk = 'If the button fails, write me a direct message, any word will do, or ask an organiser.';
  return {
    text: `${line} Press "Get my seat", or write me a direct message.`,
    blocks: [
      section(line),
      actions('seat-get', [button(GET_SEAT, 'Get my seat', { value: workshop.id, primary: true })]),
      context(desk),
    ],
  };
}

/** In place of the invitation once the doors are closed; true also after they are open again. */
export function doorsClosed({ spec, closedAt }: Workshop): Message {
  const since = closedAt ? ` ${dayAndTime(closedAt)}` : '';
  const line = `*${spec.name}* was closed${since}: no new seats and cards since. Whoever has their card can go on working.`;
  return { text: line, blocks: [section(line), context('If it opens again, there is a new invitation below.')] };
}
