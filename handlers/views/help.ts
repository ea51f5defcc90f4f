import type { Command } from '../commands/command';
import { actions, button, context, section, sections, type Message } from './blocks';
import { GET_SEAT } from './participant-answers';
import { escape, listed, mention } from './words';

export const SHOW_HELP = 'show-help';

/** `/workshop new nov 12`, as code. */
const line = (name: string, rest: string): string => `\`/workshop ${name}${rest === '' ? '' : ` ${rest}`}\``;

/** The commands by when they are wanted. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  Before: [
    'new',
    'plan',
    'crew',
    'roster',
    'assign',
    'release',
    'cards',
    'venue',
    'allow',
    'limit',
    'rehearse',
    'deploy',
  ],
  'The doors': ['open', 'close', 'waitlist', 'announce'],
  'On the day': ['status', 'health', 'restart', 'swap', 'replace', 'stuck', 'visit', 'logs', 'find', 'files'],
  'The workshop': ['list', 'scale', 'extend', 'stop', 'start', 'cancel', 'audit', 'doctor'],
  Afterwards: ['collect', 'destroy', 'receipt'],
};

/** Commands in one line each, by when they are wanted, and a button for each that tells more. */
export function overview(commands: Readonly<Record<string, Command>>): Message {
  const parts = Object.entries(PARTS).map(([part, names]) => ({
    part,
    theirs: names.filter((name) => name in commands),
  }));
  const known = parts.filter(({ theirs }) => theirs.length > 0);
  const first = 'new' in commands ? ' The first day: `new`, `deploy`, `open`, and in the evening `destroy`.' : '';
  const lines = ({ part, theirs }: (typeof known)[number]): string[] => [
    `\n*${part}*`,
    ...theirs.map((name) => `\`${name}\`  ${commands[name]?.summary ?? ''}`),
  ];
  return {
    text: `I know: ${listed(Object.keys(commands))}. \`/workshop help deploy\` tells more about one.`,
    blocks: [
      ...sections([`*/workshop*, then one of these.${first}`, ...known.flatMap(lines)]),
      ...rowsOf(
        known.flatMap(({ theirs }) => theirs).map((name) => button(`${SHOW_HELP}:${name}`, name, { value: name })),
      ),
      context(
        'A button tells more about its command, with examples. The workshop’s name may be left out where only one can be meant. A seat is `7`, `@grace`, `"Ann Smith"`, `3-9`, `failing` or `all`. Participants write me a direct message.',
      ),
    ],
  };
}

/** A row of buttons wraps badly above five. */
const rowsOf = (elements: ReturnType<typeof button>[]) =>
  Array.from({ length: Math.ceil(elements.length / 5) }, (_, row) =>
    actions(`help-${row}`, elements.slice(row * 5, row * 5 + 5)),
  );

/** One command: what it takes, examples, other names. */
export function helpOn(name: string, command: Command, synonyms: readonly string[]): Message {
  const examples = command.examples.map((example) => line(name, example)).join('\n');
  const also = synonyms.length === 0 ? '' : `\nAlso understood: ${listed(synonyms.map((each) => `\`${each}\``))}.`;
  const usage = command.usage === '' ? '' : ` ${escape(command.usage)}`;
  return {
    text: `/workshop ${name}${usage}: ${command.summary}. ${command.details}`,
    blocks: [section(`*/workshop ${name}*${usage}\n${command.details}${also}\n\n${examples}`)],
  };
}

/** For everybody who is no organiser. */
export function participantHelp(botUserId: string | undefined): Message {
  const me = botUserId === undefined ? 'me' : mention(botUserId);
  const says = `Here for a workshop? Press the button, or send ${me} a direct message, any word will do: I answer with your seat, its addresses and your password.`;
  return {
    text: says,
    blocks: [
      section(says),
      actions('seat-get', [button(GET_SEAT, 'Get my seat', { primary: true })]),
      context(
        'You can also type `/workshop password`, `/workshop restart` or `/workshop stuck`. The other commands of `/workshop` are for organisers.',
      ),
    ],
  };
}
