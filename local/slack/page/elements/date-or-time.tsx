import type { Datepicker, Timepicker } from '@slack/types';
import type { ElementProps } from './element';
import { useSurfaceOfElement } from './surface';

/** The browser's own picker of dates or times. */
export function DateOrTime({ element, place, label, invalid }: ElementProps<Datepicker | Timepicker>) {
  const surface = useSurfaceOfElement();
  const isDate = element.type === 'datepicker';
  const before = surface.valueOf(place, element);
  const change = async (text: string) => {
    const value = text === '' ? {} : isDate ? { selected_date: text } : { selected_time: text };
    surface.enter(place, value);
    if (place.immediate && text !== '' && !(await surface.act(place, value, element.confirm)))
      surface.enter(place, before ?? {});
  };
  return (
    <input
      class="field field-short"
      type={isDate ? 'date' : 'time'}
      aria-label={label ?? element.placeholder?.text ?? (isDate ? 'Date' : 'Time')}
      aria-invalid={invalid !== undefined}
      aria-describedby={invalid}
      aria-busy={surface.busy(place)}
      value={(isDate ? before?.selected_date : before?.selected_time) ?? ''}
      onChange={(event) => void change(event.currentTarget.value)}
    />
  );
}
