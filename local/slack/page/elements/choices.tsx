import type { Checkboxes, RadioButtons } from '@slack/types';
import { useId } from 'preact/hooks';
import { Text } from '../parts/rich';
import type { ElementProps } from './element';
import { useSurfaceOfElement } from './surface';

/** Radio buttons and checkboxes. */
export function Choices({ element, place, label, invalid }: ElementProps<RadioButtons | Checkboxes>) {
  const surface = useSurfaceOfElement();
  const name = useId();
  const value = surface.valueOf(place, element);
  const several = element.type === 'checkboxes';
  const chosen = several
    ? (value?.selected_options ?? [])
    : value?.selected_option === undefined
      ? []
      : [value.selected_option];
  const change = async (option: string, on: boolean) => {
    const next = several
      ? { selected_options: on ? [...chosen, option] : chosen.filter((other) => other !== option) }
      : { selected_option: option };
    surface.enter(place, next);
    if (place.immediate && !(await surface.act(place, next, element.confirm))) surface.enter(place, value ?? {});
  };
  return (
    <div
      class="choices"
      role={several ? 'group' : 'radiogroup'}
      aria-label={label}
      aria-describedby={invalid}
      aria-busy={surface.busy(place)}
    >
      {element.options.map((option) => (
        <label key={option.value} class="choice">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value ?? '')}
            aria-invalid={invalid !== undefined}
            onChange={(event) => void change(option.value ?? '', event.currentTarget.checked)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <span class="choice-detail">
                <Text text={option.description} />
              </span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}
