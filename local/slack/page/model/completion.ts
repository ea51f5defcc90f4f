import type { PageState } from '../../protocol';
import { emojiStartingWith } from '../text/emoji';
import { rank } from './search';

/** One offer under the caret. */
export interface Offer {
  readonly key: string;
  /** What replaces the typed part, without the space that follows it. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
  /** Emoji or first letter in front. */
  readonly icon?: string;
  readonly personId?: string;
}

export interface Completion {
  /** Where in the text the replaced part begins. */
  readonly from: number;
  readonly offers: readonly Offer[];
}

const most = 8;

/** What can be completed at `caret`: a slash command at the start, `@person`, `#channel` or `:emoji`. Undefined where nothing fits. */
export function completionAt(text: string, caret: number, state: PageState): Completion | undefined {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return found(0, commandOffers(command[0], state));
  const match = /(?:^|[\s(])([@#:])([\p{L}\p{N}._+-]*)$/u.exec(before);
  if (!match) return undefined;
  const [, sign, typed = ''] = match;
  const from = caret - typed.length - 1;
  if (sign === '@') return found(from, peopleOffers(typed, state));
  if (sign === '#') return found(from, channelOffers(typed, state));
  return typed.length < 2 ? undefined : found(from, emojiOffers(typed));
}

/** The text and caret after an offer was taken. */
export function take(text: string, caret: number, from: number, offer: Offer): { text: string; caret: number } {
  const after = text.slice(caret).replace(/^ /, '');
  const head = `${text.slice(0, from)}${offer.insert} `;
  return { text: head + after, caret: head.length };
}

/** Usage of the slash command a text begins with, once it is typed out: `/workshop` -> `deploy | status | ...`. */
export function usageOf(text: string, state: Pick<PageState, 'commands'>): string | undefined {
  const word = /^(\/\S+)\s/.exec(text)?.[1];
  return state.commands.find(({ command }) => command === word)?.usageHint || undefined;
}

const found = (from: number, offers: readonly Offer[]): Completion | undefined =>
  offers.length > 0 ? { from, offers: offers.slice(0, most) } : undefined;

const commandOffers = (typed: string, state: PageState): readonly Offer[] =>
  state.commands
    .filter(({ command }) => command.startsWith(typed.toLowerCase()))
    .map(({ command, description, usageHint }) => ({
      key: command,
      insert: command,
      label: [command, usageHint].filter(Boolean).join(' '),
      detail: description,
      icon: '/',
    }));

function peopleOffers(typed: string, state: PageState): readonly Offer[] {
  const people = rank(typed, state.people, (person) => [person.name, person.realName]).map((person) => ({
    key: person.id,
    insert: `@${person.name}`,
    label: person.realName,
    detail: `@${person.name}`,
    personId: person.id,
  }));
  const everybody = ['channel', 'here']
    .filter((name) => typed !== '' && name.startsWith(typed.toLowerCase()))
    .map((name) => ({ key: name, insert: `@${name}`, label: `@${name}`, detail: 'Everybody here', icon: '@' }));
  return [...people, ...everybody];
}

const channelOffers = (typed: string, state: PageState): readonly Offer[] =>
  rank(
    typed,
    state.conversations.filter(({ kind }) => kind !== 'dm'),
    (channel) => [channel.name],
  ).map((channel) => ({
    key: channel.id,
    insert: `#${channel.name}`,
    label: channel.name,
    detail: channel.topic,
    icon: '#',
  }));

const emojiOffers = (typed: string): readonly Offer[] =>
  emojiStartingWith(typed.toLowerCase()).map(({ name, char }) => ({
    key: name,
    insert: char,
    label: `:${name}:`,
    detail: '',
    icon: char,
  }));
