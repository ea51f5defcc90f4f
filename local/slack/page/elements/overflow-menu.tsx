import type { Overflow } from '@slack/types';
import { Icon } from '../parts/icon';
import { Picker } from '../parts/picker';
import { safeUrl } from '../text/ast';
import type { ElementProps } from './element';
import { optionsOf } from './options';
import { useSurfaceOfElement } from './surface';

/** The "more" menu. */
export function OverflowMenu({ element, place }: ElementProps<Overflow>) {
  const surface = useSurfaceOfElement();
  const choose = (value: string) => {
    const url = element.options.find((option) => option.value === value)?.url;
    const target = url === undefined ? undefined : safeUrl(url);
    if (target !== undefined) open(target, '_blank', 'noopener');
    void surface.act(place, { selected_option: value }, element.confirm);
  };
  return (
    <Picker
      options={optionsOf(element)}
      chosen={[]}
      choose={choose}
      label="More actions"
      class="button button-icon"
      busy={surface.busy(place)}
    >
      <Icon name="more" />
    </Picker>
  );
}
