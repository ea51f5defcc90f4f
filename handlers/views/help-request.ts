import type { KnownBlock } from '@slack/types';
import type { HelpView } from '../../workshop/help/overview';
import type { Finding, HelpNote, HelpRequest } from '../../workshop/help/request';
import { actions, button, clip, context, section, type Message } from './blocks';
import { plain } from './refusals';
import { SIGNS } from './seat-map';
import { maySwap, swapButton } from './swap';
import { clockTime, duration, escape, listed, mention, person } from './words';

export const HELP_TAKE = 'help-take';
export const HELP_RESTART = 'help-restart';
export const HELP_SWAP = 'help-swap';
export const HELP_DONE = 'help-done';

/** What a button about a request carries. `line`: it stands in a line of its own, not in the request's message. */
export interface HelpChoice {
  readonly request: string;
  readonly line?: true;
}

const MOST_WORDS = 600;
const MOST_LINES = 600;

const WAYS: Readonly<Record<HelpRequest['way'], string>> = {
  button: 'pressed *I’m stuck*',
  words: 'wrote',
  picture: 'sent a picture',
  page: 'cannot open the page',
  crew: 'asks for this seat',
};

/** One message to the crew: who is stuck, what is the matter with the seat, who has it. */
export function helpMessage(view: HelpView): Message {
  const { request, workshop } = view;
  const title = `🙋 *Seat ${request.no} of ${workshop.spec.name} is stuck* · ${who(view)} · ${clockTime(request.askedAt)}`;
  const standing = request.state !== 'done';
  const found = request.diagnosis?.findings ?? [];
  return {
    text: [
      `Seat ${request.no} of ${workshop.spec.name} is stuck: ${who(view)}.`,
      ...found.map(plainFinding),
      whoHasIt(request),
    ].join(' '),
    blocks: [
      section([title, said(request)].join('\n')),
      ...(found.length === 0 ? [] : [section(found.map(drawFinding).join('\n'))]),
      ...(standing && found.length > 0 && found.every(({ well }) => well) ? [context(ALL_WELL)] : []),
      section(whoHasIt(request)),
      ...(standing ? [buttons(view)] : []),
    ],
  };
}

const ALL_WELL =
  'From here everything answers. It may be the way to it (network, browser, a wrong address), or the exercise itself.';

const who = ({ sitter, seat }: HelpView): string =>
  sitter === undefined ? (seat.spare ? 'a spare' : 'nobody has claimed it in Slack') : person(sitter);

function said({ way, askedBy, words }: HelpRequest): string {
  const how = `${mention(askedBy)} ${WAYS[way]}`;
  return words === '' ? how : `${how}:\n>${clip(escape(words), MOST_WORDS).replaceAll('\n', '\n>')}`;
}

function drawFinding({ about, app, well, says, lines = [] }: Finding): string {
  const sign = !well ? SIGNS.failing : app === undefined ? '🕑' : SIGNS.ready;
  const quoted = clip(lines.join('\n'), MOST_LINES).replaceAll('```', "'''");
  return `${sign} *${about}* ${escape(says)}${quoted === '' ? '' : `\n\`\`\`${escape(quoted)}\`\`\``}`;
}

const plainFinding = ({ about, says }: Finding): string => `${about} ${escape(says)}.`;

function whoHasIt({ state, askedAt, takenBy, takenAt, doneBy, doneAt }: HelpRequest): string {
  const after = (at: Date | undefined): string => duration((at ?? askedAt).getTime() - askedAt.getTime());
  if (state === 'open') return '*Nobody has taken it yet.*';
  if (state === 'taken') return `👋 ${mention(takenBy ?? '')} has it, taken after ${after(takenAt)}.`;
  const taker = takenBy !== undefined && takenBy !== doneBy ? ` (${mention(takenBy)} had it)` : '';
  return `✅ Done, says ${mention(doneBy ?? '')}${taker}: ${after(doneAt)} after it was asked.`;
}

function buttons(view: HelpView) {
  const { request, workshop, sitter } = view;
  const value = JSON.stringify({ request: request.id } satisfies HelpChoice);
  const titles = listed(
    workshop.spec.apps.filter(({ name }) => appsToRestart(view).includes(name)).map(({ title }) => title),
  );
  return actions('help', [
    ...(request.state === 'open' ? [button(HELP_TAKE, 'Take', { value, primary: true })] : []),
    button(HELP_RESTART, `Restart ${titles}`, {
      value,
      confirm: {
        title: `Restart at seat ${request.no}?`,
        text: `${whoIsTold(sitter)} ${titles}: saved files stay; unsaved cells and variables are lost.`,
        yes: 'Restart',
      },
    }),
    ...(maySwap(workshop.spec, request.no) ? [swapButton(HELP_SWAP, request.no, value)] : []),
    button(HELP_DONE, 'Done', { value }),
  ]);
}

const whoIsTold = (sitter: HelpView['sitter']): string =>
  sitter?.userId === undefined ? 'Nobody of Slack sits there.' : `${mention(sitter.userId)} sits there and is told.`;

/** The apps found unwell; where none is, all of the seat. */
export function appsToRestart({ request, workshop }: HelpView): readonly string[] {
  const ill = (request.diagnosis?.findings ?? []).flatMap(({ app, well }) => (app === undefined || well ? [] : [app]));
  return ill.length > 0 ? ill : workshop.spec.apps.map(({ name }) => name);
}

/** What was added later, for the thread of the request's message. Pictures are shown from where they are; `linked`: by their address alone. */
export function noteMessage({ by, words, pictures }: HelpNote, linked = false): Message {
  const line =
    words === ''
      ? `${mention(by)}${pictures.length > 0 ? ' sent:' : ' pressed it again.'}`
      : `${mention(by)}: ${escape(words)}`;
  const drawn = linked ? [] : pictures.filter(({ drawable }) => drawable);
  const links = pictures
    .filter((picture) => !drawn.includes(picture))
    .map(({ name, permalink }) => (permalink === undefined ? escape(name) : `<${permalink}|${escape(name)}>`));
  return {
    text: line,
    blocks: [
      section([line, ...links].join('\n')),
      ...drawn.map(({ id, name }): KnownBlock => ({
        type: 'image',
        slack_file: { id },
        alt_text: clip(name, 200) || 'a picture',
      })),
    ],
  };
}

/** A new line, since nobody is told of an edit: somebody still waits. */
export function helpReminder(view: HelpView, now: Date): Message {
  const { request, workshop } = view;
  const says = `${mention(workshop.createdBy)} Seat ${request.no} of *${workshop.spec.name}* (${who(view)}) has been waiting for ${duration(now.getTime() - request.askedAt.getTime())}, and nobody has taken it.`;
  const value = JSON.stringify({ request: request.id, line: true } satisfies HelpChoice);
  return {
    text: says,
    blocks: [section(says), actions('help', [button(HELP_TAKE, 'Take', { value, primary: true })])],
  };
}

/** In place of the reminder whose button was clicked. */
export const helpTakenLine = ({ request, workshop }: HelpView): Message =>
  plain(`👋 ${mention(request.takenBy ?? '')} has seat ${request.no} of *${workshop.spec.name}*.`);

/** To whoever clicked too late. */
export function helpTooLate({ no, state, takenBy, doneBy }: HelpRequest): Message {
  if (state === 'done') return plain(`Seat ${no} is done already, says ${mention(doneBy ?? '')}. Nothing left to do.`);
  return plain(`${mention(takenBy ?? '')} has seat ${no} already.`);
}
