import { useRef } from 'preact/hooks';
import { Icon } from './icon';

/** The button that picks files of this machine for a message. */
export function Attach({ busy, pick }: { busy: boolean; pick: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button attach"
        aria-label="Attach a file"
        title="Attach a file, or drop it here"
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        <Icon name="plus" />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label="Files to attach"
        onChange={(event) => {
          pick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
