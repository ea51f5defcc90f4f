import { elementsOf } from './blocks/complete';
import { optionsOf } from './blocks/elements';
import { isRecord, type Raw } from './blocks/report';
import { Refusal } from './errors';
import { fileShape } from './files';
import type { Hub } from './hub';
import type { ActionValue } from './protocol';

/** What people chose or typed, by block_id and action_id. */
export type Values = Readonly<Record<string, Readonly<Record<string, ActionValue>>>>;

/** Where the files of file inputs are. */
type FileHub = Pick<Hub, 'url' | 'identity' | 'files'>;

const STATELESS = ['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons'];

/** Slack's `state.values` of these blocks: what was given, else the initial value. */
export function stateValues(
  blocks: readonly unknown[],
  given: Values,
  hub: FileHub,
): Record<string, Record<string, unknown>> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const block of blocks.filter(isRecord)) {
    for (const element of elementsOf(block).filter((one) => !STATELESS.includes(String(one.type)))) {
      const blockId = String(block.block_id);
      const actionId = String(element.action_id);
      values[blockId] = {
        ...values[blockId],
        [actionId]: { type: element.type, ...elementValue(element, given[blockId]?.[actionId], hub) },
      };
    }
  }
  return values;
}

/** The part of a payload that says what is chosen in an element; refuses options it does not offer. */
export function elementValue(element: Raw, given: ActionValue | undefined, hub: FileHub): Raw {
  const type = String(element.type);
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { value: (given ? given.value : element.initial_value) || null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
    case 'overflow':
      return { selected_option: given ? optionOf(element, given.selected_option) : (element.initial_option ?? null) };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return {
        selected_options: given
          ? (given.selected_options ?? []).map((value) => optionOf(element, value))
          : (element.initial_options ?? []),
      };
    case 'users_select':
      return { selected_user: (given ? given.selected_user : element.initial_user) || null };
    case 'multi_users_select':
      return { selected_users: (given ? given.selected_users : element.initial_users) ?? [] };
    case 'conversations_select':
      return {
        selected_conversation: (given ? given.selected_conversation : element.initial_conversation) || null,
      };
    case 'channels_select':
      return { selected_channel: (given ? given.selected_channel : element.initial_channel) || null };
    case 'datepicker':
      return { selected_date: (given ? given.selected_date : element.initial_date) || null };
    case 'timepicker':
      return { selected_time: (given ? given.selected_time : element.initial_time) || null };
    case 'file_input':
      return { files: (given?.files ?? []).flatMap((id) => fileOf(hub, id)) };
    default:
      return {};
  }
}

function fileOf(hub: FileHub, id: string): Raw[] {
  const file = hub.files.byId(id);
  return file ? [fileShape(hub, file)] : [];
}

/** Whether the element is empty, as the client sees it when a required field is submitted. */
export function isEmpty(value: Raw): boolean {
  return Object.entries(value).every(
    ([key, entry]) => key === 'type' || entry === null || (Array.isArray(entry) && entry.length === 0),
  );
}

function optionOf(element: Raw, value: string | undefined): Raw | null {
  if (value === undefined || value === '') return null;
  const option = optionsOf(element).find((one) => one.value === value);
  if (!option && !String(element.type).includes('external')) throw new Refusal(`There is no option ${value} here`);
  return option ?? { text: { type: 'plain_text', text: value }, value };
}

/** What the client itself refuses before sending a form: block_id -> words; empty when all is well. */
export function formErrors(blocks: readonly unknown[], state: Readonly<Record<string, Raw>>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks.filter(isRecord)) {
    if (block.type !== 'input' || !isRecord(block.element)) continue;
    const value = state[String(block.block_id)]?.[String(block.element.action_id)];
    const problem = isRecord(value) ? fieldError(block.element, value, block.optional === true) : undefined;
    if (problem !== undefined) errors[String(block.block_id)] = problem;
  }
  return errors;
}

function filesError(element: Raw, files: readonly Raw[]): string | undefined {
  const most = typeof element.max_files === 'number' ? element.max_files : 10;
  if (files.length > most) return `Please add at most ${most} ${most === 1 ? 'file' : 'files'}.`;
  const types = Array.isArray(element.filetypes) ? element.filetypes.map(String) : undefined;
  const fits = (name: string) => types === undefined || types.some((type) => name.toLowerCase().endsWith(`.${type}`));
  return files.every((file) => fits(String(file.name))) ? undefined : `Only these files: ${types?.join(', ') ?? ''}.`;
}

function fieldError(element: Raw, value: Raw, optional: boolean): string | undefined {
  if (isEmpty(value)) return optional ? undefined : 'Please complete this required field.';
  if (element.type === 'file_input') return filesError(element, value.files as readonly Raw[]);
  const text = String(value.value ?? '');
  const { min_length: least, max_length: most, min_value: smallest, max_value: largest } = element;
  if (typeof least === 'number' && text.length < least) return `Please enter at least ${least} characters.`;
  if (typeof most === 'number' && text.length > most) return `Please enter at most ${most} characters.`;
  if (element.type === 'number_input') {
    const number = Number(text);
    if (!Number.isFinite(number)) return 'Please enter a number.';
    if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return 'Please enter a whole number.';
    if (smallest !== undefined && number < Number(smallest))
      return `Please enter a number of at least ${String(smallest)}.`;
    if (largest !== undefined && number > Number(largest))
      return `Please enter a number of at most ${String(largest)}.`;
  }
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'Please enter an email address.';
  if (element.type === 'url_text_input' && !URL.canParse(text)) return 'Please enter a URL.';
  return undefined;
}
