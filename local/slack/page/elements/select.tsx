import type {
  ChannelsSelect,
  ConversationsSelect,
  MultiStaticSelect,
  MultiUsersSelect,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import type { ActionValue } from '../../protocol';
import { usePage, type Page } from '../page-context';
import { Icon } from '../parts/icon';
import { Picker, type PickerOption } from '../parts/picker';
import type { ElementProps } from './element';
import { conversationOptions, optionsOf, peopleOptions } from './options';
import { useSurfaceOfElement } from './surface';

type AnySelect =
  ChannelsSelect | ConversationsSelect | MultiStaticSelect | MultiUsersSelect | StaticSelect | UsersSelect;

/** Every kind of select, of one or of several. */
export function SelectElement({ element, place, label, invalid }: ElementProps<AnySelect>) {
  const page = usePage();
  const surface = useSurfaceOfElement();
  const options = optionsFor(element, page);
  const chosen = chosenOf(surface.valueOf(place, element));
  const several = element.type.startsWith('multi_');
  const choose = async (value: string) => {
    const next = !several
      ? [value]
      : chosen.includes(value)
        ? chosen.filter((other) => other !== value)
        : [...chosen, value];
    if ('max_selected_items' in element && next.length > (element.max_selected_items ?? Infinity)) return;
    const before = surface.valueOf(place, element) ?? {};
    const result = valueOf(element, next);
    surface.enter(place, result);
    // A choice the person took back in the confirm dialog, or that failed, is not shown as made.
    if (place.immediate && !(await surface.act(place, result, element.confirm))) surface.enter(place, before);
  };
  const names = chosen.map((value) => options.find((option) => option.value === value)?.label ?? value);
  const placeholder = element.placeholder?.text ?? (several ? 'Select some' : 'Select one');
  return (
    <Picker
      options={options}
      chosen={chosen}
      choose={(value) => void choose(value)}
      several={several}
      busy={surface.busy(place)}
      invalid={invalid}
      label={[label ?? placeholder, ...names].join(', ')}
    >
      <span class={names.length > 0 ? 'select-value' : 'select-value select-empty'}>
        {names.join(', ') || placeholder}
      </span>
      <Icon name="down" />
    </Picker>
  );
}

function optionsFor(element: AnySelect, page: Page): readonly PickerOption[] {
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select':
      return peopleOptions(page, true);
    case 'channels_select':
      return conversationOptions(page, false);
    case 'conversations_select':
      return conversationOptions(page, element.filter?.include?.includes('im') ?? element.filter === undefined);
    case 'static_select':
    case 'multi_static_select':
      return optionsOf(element);
  }
}

const chosenOf = (value: ActionValue | undefined): readonly string[] =>
  Object.values(value ?? {}).flatMap((part: string | readonly string[]) => part);

function valueOf(element: AnySelect, chosen: readonly string[]): ActionValue {
  const [one = ''] = chosen;
  switch (element.type) {
    case 'static_select':
      return { selected_option: one };
    case 'users_select':
      return { selected_user: one };
    case 'conversations_select':
      return { selected_conversation: one };
    case 'channels_select':
      return { selected_channel: one };
    case 'multi_static_select':
      return { selected_options: chosen };
    case 'multi_users_select':
      return { selected_users: chosen };
  }
}
