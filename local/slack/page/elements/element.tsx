import type { Interactive } from '../model/elements';
import { ButtonElement } from './button';
import { Choices } from './choices';
import { DateOrTime } from './date-or-time';
import { FileField } from './file-field';
import { OverflowMenu } from './overflow-menu';
import { SelectElement } from './select';
import type { Place } from './surface';
import { TextField } from './text-field';

export interface ElementProps<Kind extends Interactive = Interactive> {
  readonly element: Kind;
  readonly place: Place;
  /** Name for screen readers; an input's label. */
  readonly label?: string | undefined;
  /** Id of the error text, where there is one. */
  readonly invalid?: string | undefined;
}

/** One interactive element. What the page cannot draw says so instead of vanishing. */
export function Element({ element, ...rest }: ElementProps) {
  switch (element.type) {
    case 'button':
      return <ButtonElement element={element} {...rest} />;
    case 'overflow':
      return <OverflowMenu element={element} {...rest} />;
    case 'static_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
    case 'multi_static_select':
    case 'multi_users_select':
      return <SelectElement element={element} {...rest} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices element={element} {...rest} />;
    case 'datepicker':
    case 'timepicker':
      return <DateOrTime element={element} {...rest} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextField element={element} {...rest} />;
    case 'file_input':
      return <FileField element={element} {...rest} />;
    default:
      return <span class="unknown">The local workspace cannot draw “{(element as { type: string }).type}”.</span>;
  }
}
