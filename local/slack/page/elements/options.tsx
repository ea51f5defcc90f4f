import type { Option, OptionGroup } from '@slack/types';
import { titleOf, type Page } from '../page-context';
import { Avatar } from '../parts/avatar';
import { Icon } from '../parts/icon';
import type { PickerOption } from '../parts/picker';
import { parsePlain } from '../text/inline';

interface WithOptions {
  readonly options?: readonly Option[];
  readonly option_groups?: readonly OptionGroup[];
}

/** The options an app gave, groups flattened but remembered. */
export function optionsOf(element: WithOptions): readonly PickerOption[] {
  const option = (given: Option, group?: string): PickerOption => ({
    value: given.value ?? '',
    label: plain(given.text.text),
    detail: given.description && plain(given.description.text),
    group,
  });
  const grouped = element.option_groups?.flatMap((group) =>
    group.options.map((given) => option(given, plain(group.label.text))),
  );
  return grouped ?? element.options?.map((given) => option(given)) ?? [];
}

/** Text with its shortcodes replaced, for places that take no elements. */
const plain = (text: string): string =>
  parsePlain(text)
    .map((node) => (node.kind === 'emoji' ? node.char : node.kind === 'text' || node.kind === 'bar' ? node.text : ' '))
    .join('');

/** Everybody in the workspace. */
export const peopleOptions = (page: Page, bots: boolean): readonly PickerOption[] =>
  page.state.people
    .filter((person) => bots || !person.isBot)
    .map((person) => ({
      value: person.id,
      label: person.realName,
      detail: `@${person.name}`,
      icon: <Avatar person={person} size="small" />,
    }));

/** Conversations this person knows, DMs only where they are asked for. */
export const conversationOptions = (page: Page, dms: boolean): readonly PickerOption[] =>
  page.state.conversations
    .filter(({ kind }) => dms || kind !== 'dm')
    .map((conversation) => ({
      value: conversation.id,
      label: titleOf(conversation, page),
      icon:
        conversation.kind === 'dm' ? (
          <Avatar person={page.person(conversation.name)} size="small" />
        ) : (
          <Icon name={conversation.kind === 'private' ? 'lock' : 'hash'} />
        ),
    }));
