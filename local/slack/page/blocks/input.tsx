import type { InputBlock } from '@slack/types';
import { useId } from 'preact/hooks';
import { Element } from '../elements/element';
import { actionIdOf, type Interactive } from '../model/elements';
import { Text } from '../parts/rich';

/** A labelled input with its hint and what is wrong with it. */
export function Input({ block, blockId, error }: { block: InputBlock; blockId: string; error: string | undefined }) {
  const errorId = useId();
  const element = block.element as Interactive;
  const place = { blockId, actionId: actionIdOf(element, 0), immediate: block.dispatch_action === true };
  const wantsFocus = 'focus_on_load' in element && element.focus_on_load === true;
  return (
    <div
      class={error === undefined ? 'block input' : 'block input input-wrong'}
      data-block={blockId}
      data-focus={wantsFocus || undefined}
    >
      <div class="input-label">
        <Text text={block.label} />
        {block.optional && <span class="optional">optional</span>}
      </div>
      <Element
        element={element}
        place={place}
        label={block.label.text}
        invalid={error === undefined ? undefined : errorId}
      />
      {error !== undefined && (
        <div id={errorId} class="input-error" role="alert">
          {error}
        </div>
      )}
      {block.hint && (
        <div class="hint">
          <Text text={block.hint} />
        </div>
      )}
    </div>
  );
}
