import type { HelpView } from '../../workshop/help/overview';
import type { HelpRequest } from '../../workshop/help/request';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, type Message, section } from './blocks';
import { PAGE, restartButtons, STUCK } from './card';
import { GET_SEAT } from './participant-answers';
import { whereToAsk } from './seat-news';
import { channelMention, clockTime, mention } from './words';

export const SOLVED = 'seat-solved';

const says = (line: string, more?: string): Message => ({
  text: more === undefined ? line : `${line} ${more}`,
  blocks: [section(line), ...(more === undefined ? [] : [context(more)])],
});

/** The answer to whoever is stuck, kept true until it is solved. */
export function receiptMessage({ request, workshop }: Pick<HelpView, 'request' | 'workshop'>): Message {
  const { no, state, takenBy, takenAt, doneBy, doneAt } = request;
  if (state === 'done') {
    const who = doneBy === request.askedBy || doneBy === 'usher' ? '' : `, says ${mention(doneBy ?? '')}`;
    return says(`*Seat ${no}: solved*${who} · ${clockTime(doneAt ?? request.askedAt)}`);
  }
  const line =
    state === 'taken'
      ? `*${mention(takenBy ?? '')} is looking into your seat ${no}*, since ${clockTime(takenAt ?? request.askedAt)}.`
      : `*I have told the organisers that you are stuck at seat ${no}.* They see what is wrong with it, and I send you a new message as soon as somebody looks at it.`;
  const meanwhile =
    'Write here what you did and what you see, or send a picture of your screen (not of your card: the password is yours alone). I pass it on. Until somebody comes you can reload the page or restart; what is saved in `work/` stays.';
  return {
    text: `${line} ${meanwhile}`,
    blocks: [
      section(line),
      context(meanwhile),
      restartButtons(workshop, [button(SOLVED, 'It works now', { value: workshop.id })]),
    ],
  };
}

/** They wrote, or sent a picture, while their request stands. */
export const passedOn = ({ state, takenBy }: HelpRequest): Message =>
  says(
    state === 'taken'
      ? `I have passed that on to ${mention(takenBy ?? '')}.`
      : 'I have passed that on to the organisers.',
  );

/** They pressed again, with nothing new to say. */
export const stillKnown = ({ no, state, takenBy }: HelpRequest): Message =>
  says(
    state === 'taken'
      ? `That is known: ${mention(takenBy ?? '')} is looking into seat ${no}. I have told them that you wait.`
      : `That is known: the organisers have your request for seat ${no}. I have told them that you wait.`,
    'Write here what you see, or send a picture of your screen: I pass it on.',
  );

/** A new line, so that they are notified. */
export const helpComes = ({ no, takenBy }: HelpRequest): Message =>
  says(
    `${mention(takenBy ?? '')} is looking into your seat ${no} now.`,
    'They may write to you, or come over. What you write or send here reaches them.',
  );

export const nobodyYet = ({ no }: HelpRequest, workshop: Workshop): Message =>
  says(
    `You are not forgotten: nobody has been free for seat ${no} yet, and I have just asked again.`,
    workshop.room === undefined
      ? 'Somebody near you may know as well.'
      : `You can also ask in ${channelMention(workshop.room)}, or somebody near you.`,
  );

export function helpDone({ no, doneBy }: HelpRequest, workshop: Workshop): Message {
  const line = `${mention(doneBy ?? '')} says that seat ${no} is fine again. If it is not, press the button.`;
  return {
    text: line,
    blocks: [section(line), actions('stuck', [button(STUCK, 'I’m stuck', { value: workshop.id })])],
  };
}

/** Somebody of the crew asked for them. */
export function askedForYou({ no, askedBy }: HelpRequest, workshop: Workshop): Message {
  const line = `${mention(askedBy)} has asked for help for your seat ${no}. I send a new message when somebody looks at it. What you write or send here reaches them.`;
  return {
    text: line,
    blocks: [section(line), actions('solved', [button(SOLVED, 'It works now', { value: workshop.id })])],
  };
}

export const gladItWorks = (): Message => says('Good to hear.');

/** They said so themselves; the organisers are told by their message about it. */
export const solvedByYou = ({ no }: HelpRequest): Message =>
  says(`Good to hear. The organisers know that seat ${no} works again.`);

/** Words that mean nothing here, from somebody who has their card. */
export function notUnderstood(workshop: Workshop): Message {
  const line = 'I am a bot and know only a few words, and these were none of them. What do you need?';
  return {
    text: `${line} Write password, restart or stuck.`,
    blocks: [
      section(line),
      actions('not-understood', [
        button(GET_SEAT, 'Send me my card', { value: workshop.id }),
        button(PAGE, 'Page won’t open', { value: workshop.id }),
        button(STUCK, 'I’m stuck', { value: workshop.id }),
      ]),
      context(`Or write one word: \`password\`, \`restart\`, \`stuck\`.${whereToAsk(workshop)}`),
    ],
  };
}
