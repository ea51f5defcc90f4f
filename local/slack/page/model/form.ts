import type { KnownBlock } from '@slack/types';
import type { ActionValue } from '../../protocol';
import { actionIdOf, blockIdOf, type Interactive } from './elements';

/** Values by block_id and action_id, as in Slack's `view.state.values`. */
export type Values = Readonly<Record<string, Readonly<Record<string, ActionValue>>>>;

/** Every interactive element of the blocks with the ids it answers to. */
export function elementsOf(blocks: readonly KnownBlock[]): readonly {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Interactive;
  readonly block: KnownBlock;
}[] {
  return blocks.flatMap((block, index) => {
    const blockId = blockIdOf(block, index);
    return interactiveOf(block).map((element, place) => ({
      blockId,
      actionId: actionIdOf(element, place),
      element,
      block,
    }));
  });
}

function interactiveOf(block: KnownBlock): readonly Interactive[] {
  switch (block.type) {
    case 'input':
      return [block.element as Interactive];
    case 'actions':
      return block.elements as readonly Interactive[];
    case 'section':
      return block.accessory && block.accessory.type !== 'image' ? [block.accessory as Interactive] : [];
    default:
      return [];
  }
}

/** What an element holds before anybody touched it. */
export function initialValue(element: Interactive): ActionValue | undefined {
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return element.initial_value === undefined ? undefined : { value: element.initial_value };
    case 'static_select':
    case 'radio_buttons':
      return element.initial_option?.value === undefined
        ? undefined
        : { selected_option: element.initial_option.value };
    case 'multi_static_select':
    case 'checkboxes':
      return element.initial_options === undefined
        ? undefined
        : { selected_options: element.initial_options.map(({ value }) => value ?? '') };
    case 'users_select':
      return element.initial_user === undefined ? undefined : { selected_user: element.initial_user };
    case 'multi_users_select':
      return element.initial_users === undefined ? undefined : { selected_users: element.initial_users };
    case 'conversations_select':
      return element.initial_conversation === undefined
        ? undefined
        : { selected_conversation: element.initial_conversation };
    case 'channels_select':
      return element.initial_channel === undefined ? undefined : { selected_channel: element.initial_channel };
    case 'datepicker':
      return element.initial_date === undefined ? undefined : { selected_date: element.initial_date };
    case 'timepicker':
      return element.initial_time === undefined ? undefined : { selected_time: element.initial_time };
    case 'file_input':
    case 'button':
    case 'overflow':
      return undefined;
  }
}

/** The values a form submits: what was entered, else what it began with. Buttons and menus hold none. */
export function submission(blocks: readonly KnownBlock[], entered: Values): Values {
  const values: Record<string, Record<string, ActionValue>> = {};
  for (const { blockId, actionId, element } of elementsOf(blocks)) {
    if (element.type === 'button' || element.type === 'overflow') continue;
    (values[blockId] ??= {})[actionId] = entered[blockId]?.[actionId] ?? initialValue(element) ?? {};
  }
  return values;
}

/** What Slack's own client refuses before it asks the app: block_id -> message. */
export function refusals(blocks: readonly KnownBlock[], values: Values): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, element, block } of elementsOf(blocks)) {
    if (block.type !== 'input') continue;
    const value = values[blockId]?.[actionId];
    const refusal = isEmpty(value)
      ? block.optional
        ? undefined
        : 'Please fill this in.'
      : outOfBounds(element, value?.value ?? '');
    if (refusal !== undefined) errors[blockId] = refusal;
  }
  return errors;
}

/** Whether nothing was entered or chosen. */
export const isEmpty = (value: ActionValue | undefined): boolean =>
  value === undefined ||
  Object.values(value).every((part: string | readonly string[] | undefined) => part === undefined || part.length === 0);

function outOfBounds(element: Interactive, text: string): string | undefined {
  if (element.type === 'plain_text_input') {
    if (element.min_length !== undefined && text.length < element.min_length)
      return `At least ${element.min_length} characters, please.`;
    if (element.max_length !== undefined && text.length > element.max_length)
      return `At most ${element.max_length} characters, please.`;
  }
  if (element.type === 'number_input') {
    const number = Number(text);
    if (!Number.isFinite(number) || (!element.is_decimal_allowed && !Number.isInteger(number))) {
      return element.is_decimal_allowed ? 'A number, please.' : 'A whole number, please.';
    }
    if (element.min_value !== undefined && number < Number(element.min_value))
      return `At least ${element.min_value}, please.`;
    if (element.max_value !== undefined && number > Number(element.max_value))
      return `At most ${element.max_value}, please.`;
  }
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'An email address, please.';
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/.test(text)) return 'A web address, please.';
  return undefined;
}
