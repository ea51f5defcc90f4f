import { elementsOf } from '../slack/blocks/complete';
import { optionsOf } from '../slack/blocks/elements';
import { isRecord, type Raw } from '../slack/blocks/report';
import type { ActionValue, PageState, PersonAction } from '../slack/protocol';
import type { Pattern } from './step';

type Act = Extract<PersonAction, { type: 'act' }>;
export type Target = Pick<Act, 'where' | 'blockId' | 'actionId'> & { readonly element: Raw };

/** A message, modal or Home tab. */
export interface Surface {
  readonly where: Act['where'];
  readonly blocks: readonly unknown[];
  readonly text: string;
}

/** The button of this label in the modal, else in the newest message that has one, else on the Home tab. */
export function findButton(surfaces: readonly Surface[], label: Pattern, on?: Pattern): Target | undefined {
  return findElement(
    surfaces.filter((surface) => !on || on.fits(surface.text)),
    (element) => element.type === 'button' && label.fits(textOf(element.text)),
  );
}

/** The menu of this placeholder, or beside the words of this section or label, that offers the option. */
export function findMenu(surfaces: readonly Surface[], menu: string, option: string): Target | undefined {
  return findElement(
    surfaces,
    (element, block) =>
      [element.placeholder, block.label, block.text].some((named) => sameWords(textOf(named), menu)) &&
      optionsOf(element).some((one) => sameWords(textOf(one.text), option)),
  );
}

/** Where a person can act, what is on top first. */
export function surfacesOf(
  state: PageState,
  modalText: string,
  text: (message: PageState['messages'][number]) => string,
): Surface[] {
  const modal = state.view
    ? [{ where: { viewId: state.view.id }, blocks: state.view.view.blocks, text: modalText }]
    : [];
  const messages = state.messages
    .map((message) => ({
      where: { channel: message.channel, ts: message.ts },
      blocks: message.blocks,
      text: text(message),
    }))
    .reverse();
  const home = state.home ? [{ where: { home: true } as const, blocks: state.home.blocks, text: '' }] : [];
  return [...modal, ...messages, ...home];
}

/** The input block of the open modal with this label, or with a longer one that has it. */
export function findField(state: PageState, label: string): Target | undefined {
  const view = state.view;
  const blocks: readonly unknown[] = view?.view.blocks ?? [];
  const fields = blocks.filter(isRecord).filter((one) => one.type === 'input');
  const block =
    fields.find((one) => sameWords(textOf(one.label), label)) ??
    fields.find((one) => textOf(one.label).toLowerCase().includes(label.toLowerCase()));
  if (!view || !block || !isRecord(block.element)) return undefined;
  return {
    where: { viewId: view.id },
    blockId: String(block.block_id),
    actionId: String(block.element.action_id),
    element: block.element,
  };
}

/** Words of a play as the value of an element: text, an option by its words, `@somebody` or `#channel`. Undefined where it is not offered. */
export function valueFor(element: Raw, words: string, state: PageState): ActionValue | undefined {
  const type = String(element.type);
  const several = type.startsWith('multi_') || type === 'checkboxes';
  const parts = several ? words.split(',').map((word) => word.trim()) : [words];
  const resolve = (lookup: (word: string) => string | undefined) => {
    const found = parts.map(lookup).filter((one) => one !== undefined);
    return found.length === parts.length ? found : undefined;
  };
  const pick = (one: keyof ActionValue, many: keyof ActionValue, found: string[] | undefined) =>
    found && (several ? { [many]: found } : { [one]: found[0] });
  if (type.includes('users_select')) {
    return pick(
      'selected_user',
      'selected_users',
      resolve((word) => byName(state.people, word, '@')),
    );
  }
  if (type === 'channels_select')
    return pick(
      'selected_channel',
      'selected_channel',
      resolve((word) => byName(state.conversations, word, '#')),
    );
  if (type === 'conversations_select') {
    return pick(
      'selected_conversation',
      'selected_conversation',
      resolve((word) => byName(state.conversations, word, '#')),
    );
  }
  if (type === 'datepicker') return { selected_date: words };
  if (type === 'timepicker') return { selected_time: words };
  if (optionsOf(element).length === 0) return { value: words };
  return pick(
    'selected_option',
    'selected_options',
    resolve((word) => {
      const option = optionsOf(element).find((one) => sameWords(textOf(one.text), word));
      return option && String(option.value);
    }),
  );
}

function findElement(surfaces: readonly Surface[], fits: (element: Raw, block: Raw) => boolean): Target | undefined {
  for (const { where, blocks } of surfaces) {
    for (const block of blocks.filter(isRecord)) {
      const element = elementsOf(block).find((one) => fits(one, block));
      if (element) return { where, blockId: String(block.block_id), actionId: String(element.action_id), element };
    }
  }
  return undefined;
}

function byName(things: readonly { id: string; name: string }[], word: string, sign: string): string | undefined {
  return things.find((one) => one.name === word.replace(sign, ''))?.id;
}

function textOf(value: unknown): string {
  return isRecord(value) && typeof value.text === 'string' ? value.text : '';
}

function sameWords(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .replaceAll(/[*_~`]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .toLowerCase();
  return plain(one) === plain(other) && plain(one) !== '';
}
