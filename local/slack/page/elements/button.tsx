import type { Button } from '@slack/types';
import { InlineText } from '../parts/inline';
import { safeUrl } from '../text/ast';
import { parsePlain } from '../text/inline';
import type { ElementProps } from './element';
import { useSurfaceOfElement } from './surface';

/** A button; with a `url` it also leads there. It keeps its focus while it waits for the answer. */
export function ButtonElement({ element, place }: ElementProps<Button>) {
  const surface = useSurfaceOfElement();
  const busy = surface.busy(place);
  const url = element.url === undefined ? undefined : safeUrl(element.url);
  const press = () => {
    if (busy) return;
    void surface.act(place, element.value === undefined ? {} : { value: element.value }, element.confirm);
  };
  const look = `button${element.style ? ` button-${element.style}` : ''}`;
  const text = <InlineText nodes={parsePlain(element.text.text)} />;
  if (url !== undefined) {
    return (
      <a
        class={`${look} button-link`}
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={element.accessibility_label}
        onClick={press}
      >
        {text}
      </a>
    );
  }
  return (
    <button type="button" class={look} aria-busy={busy} aria-label={element.accessibility_label} onClick={press}>
      {text}
    </button>
  );
}
