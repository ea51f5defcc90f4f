import type { EmailInput, NumberInput, PlainTextInput, URLInput } from '@slack/types';
import type { ElementProps } from './element';
import { useSurfaceOfElement } from './surface';

const modes = {
  plain_text_input: 'text',
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
} as const;

/** A line or box to type into. */
export function TextField({
  element,
  place,
  label,
  invalid,
}: ElementProps<PlainTextInput | NumberInput | EmailInput | URLInput>) {
  const surface = useSurfaceOfElement();
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const multiline = element.type === 'plain_text_input' && element.multiline === true;
  const enter = (text: string) => {
    surface.enter(place, { value: text });
    if (place.immediate && triggers.includes('on_character_entered')) void surface.act(place, { value: text });
  };
  const keys = (event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
    if (event.key !== 'Enter' || multiline || !place.immediate || !triggers.includes('on_enter_pressed')) return;
    event.preventDefault();
    void surface.act(place, { value: event.currentTarget.value });
  };
  const common = {
    'aria-label': label,
    'aria-invalid': invalid !== undefined,
    'aria-describedby': invalid,
    placeholder: element.placeholder?.text,
    value: surface.valueOf(place, element)?.value ?? '',
    ...(element.type === 'plain_text_input' && element.max_length !== undefined
      ? { maxLength: element.max_length }
      : {}),
    autoComplete: 'off',
  };
  return multiline ? (
    <textarea class="field" rows={4} {...common} onInput={(event) => enter(event.currentTarget.value)} />
  ) : (
    <input
      class={element.type === 'number_input' ? 'field field-short' : 'field'}
      type="text"
      inputMode={modes[element.type]}
      {...common}
      onInput={(event) => enter(event.currentTarget.value)}
      onKeyDown={keys}
    />
  );
}
