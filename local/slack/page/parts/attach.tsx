import { type StateUpdater, useRef, useState } from 'preact/hooks';
import { base64Of } from '../model/base64';
import { usePage } from '../page-context';
import { Icon } from './icon';

interface AttachedFile {
  /** Under which it was uploaded. */
  readonly key: string;
  readonly name: string;
}

/** Files that go with the next message. */
export interface Attached {
  readonly files: readonly AttachedFile[];
  readonly set: (files: StateUpdater<readonly AttachedFile[]>) => void;
}

export function useAttached(): Attached {
  const [files, set] = useState<readonly AttachedFile[]>([]);
  return { files, set };
}

/** Picks files of this machine; each is uploaded as it is picked, as Slack does. */
export function AttachButton({ attached }: { attached: Attached }) {
  const page = usePage();
  const input = useRef<HTMLInputElement>(null);
  const pick = async (picked: readonly File[]) => {
    for (const file of picked) {
      const key = crypto.randomUUID();
      const content = await base64Of(file);
      const taken = await page.act({ type: 'upload', key, name: file.name, content });
      if (taken) attached.set((current) => [...current, { key, name: file.name }]);
    }
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input
        ref={input}
        class="attach-input"
        type="file"
        aria-label="Attach files"
        multiple
        tabIndex={-1}
        onChange={(event) => void pick([...(event.currentTarget.files ?? [])])}
      />
      <button
        type="button"
        class="icon-button attach"
        aria-label="Attach a file"
        title="Attach a file"
        onClick={() => input.current?.click()}
      >
        <Icon name="plus" />
      </button>
    </>
  );
}

/** What will be sent, each with a way to leave it out. */
export function AttachedFiles({ attached }: { attached: Attached }) {
  return (
    <div class="attached">
      {attached.files.map(({ key, name }) => (
        <span key={key} class="attached-file">
          {name}
          <button
            type="button"
            class="icon-button"
            aria-label={`Leave out ${name}`}
            onClick={() => attached.set((current) => current.filter((file) => file.key !== key))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </div>
  );
}
