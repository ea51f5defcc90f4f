import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { completionAt, take, usageOf, type Completion, type Offer } from '../model/completion';
import { usePage } from '../page-context';
import { upload } from '../upload';
import { Attach } from './attach';
import { CompletionList } from './completion-list';
import { Icon } from './icon';

interface ComposerProps {
  readonly label: string;
  /** False keeps what was typed. `files`: keys of uploaded ones. */
  readonly send: (text: string, files?: readonly string[]) => Promise<boolean>;
  /** Key under which an unsent text is kept while one looks elsewhere. */
  readonly draft?: string;
  readonly initial?: string;
  readonly editLast?: () => void;
  /** Makes it an editor of something said before. */
  readonly cancel?: () => void;
}

const drafts = new Map<string, string>();

/** Where one types: Enter sends, Shift+Enter breaks the line, Tab or Enter takes a completion. */
export function Composer({ label, send, draft, initial, editLast, cancel }: ComposerProps) {
  const page = usePage();
  const id = useId();
  const [text, setText] = useState(initial ?? drafts.get(draft ?? '') ?? '');
  const [caret, setCaret] = useState(text.length);
  const [closedFor, setClosedFor] = useState<string | undefined>(undefined);
  const [active, setActive] = useState(0);
  const [uploading, setUploading] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const wantedCaret = useRef<number | undefined>(undefined);

  const found = completionAt(text, caret, page.state);
  const completion = closedFor === text ? undefined : found;
  const usage = usageOf(text, page.state);

  useEffect(() => {
    if (draft !== undefined) drafts.set(draft, text);
  }, [draft, text]);
  useLayoutEffect(() => {
    const element = field.current;
    // On a phone the keyboard would cover what one came to read.
    if (!element || matchMedia('(pointer: coarse)').matches) return;
    element.focus();
    element.setSelectionRange(text.length, text.length);
  }, []);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
    // Before the next key arrives, or what is typed fast lands in the wrong place.
    if (wantedCaret.current !== undefined) element.setSelectionRange(wantedCaret.current, wantedCaret.current);
    wantedCaret.current = undefined;
  }, [text]);

  const change = (next: string, nextCaret: number) => {
    setText(next);
    setCaret(nextCaret);
    setActive(0);
  };
  const complete = (from: number, offer: Offer) => {
    const taken = take(text, caret, from, offer);
    change(taken.text, taken.caret);
    wantedCaret.current = taken.caret;
  };
  const submit = async () => {
    const sent = text.trim();
    if (sent === '') return;
    if (!cancel) change('', 0);
    // What could not be sent comes back, unless something new was begun meanwhile.
    if (!(await send(sent)) && !cancel) setText((current) => (current === '' ? text : current));
  };

  /** Files are sent as they are picked, with what is typed beside them. */
  const attach = async (picked: readonly File[]) => {
    if (picked.length === 0) return;
    setUploading(true);
    const files = await upload(page, picked);
    if (files.length > 0 && (await send(text.trim(), files))) change('', 0);
    setUploading(false);
  };

  const keys = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (completion && completionKeys(event, completion, active, setActive, complete, () => setClosedFor(text))) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'ArrowUp' && text === '' && editLast) {
      event.preventDefault();
      editLast();
    } else if (event.key === 'Escape' && cancel) {
      event.preventDefault();
      cancel();
    }
  };
  const activeId = completion ? `${id}-${active}` : undefined;
  return (
    <div class={cancel ? 'composer composer-editor' : 'composer'}>
      {completion && (
        <CompletionList
          id={id}
          completion={completion}
          active={active}
          choose={(offer) => complete(completion.from, offer)}
        />
      )}
      {!completion && usage !== undefined && <div class="usage">{usage}</div>}
      <div
        class="composer-box"
        onDragOver={(event) => cancel ?? event.preventDefault()}
        onDrop={(event) => {
          if (cancel) return;
          event.preventDefault();
          void attach([...(event.dataTransfer?.files ?? [])]);
        }}
      >
        {!cancel && <Attach busy={uploading} pick={(files) => void attach(files)} />}
        <textarea
          ref={field}
          rows={1}
          aria-label={label}
          placeholder={label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={completion !== undefined}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId}
          value={text}
          onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={keys}
        />
        {!cancel && (
          <button
            type="button"
            class="send"
            aria-label="Send"
            title="Send"
            disabled={text.trim() === ''}
            onClick={() => void submit()}
          >
            <Icon name="send" />
          </button>
        )}
      </div>
      {cancel && (
        <div class="editor-buttons">
          <small>Esc to cancel, Enter to save</small>
          <button type="button" class="button" onClick={cancel}>
            Cancel
          </button>
          <button type="button" class="button button-primary" onClick={() => void submit()}>
            Save
          </button>
        </div>
      )}
    </div>
  );
}

/** Whether the key was for the list of completions. */
function completionKeys(
  event: KeyboardEvent,
  completion: Completion,
  active: number,
  setActive: (index: number) => void,
  complete: (from: number, offer: Offer) => void,
  close: () => void,
): boolean {
  const { offers, from } = completion;
  const offer = offers[active];
  if (event.key === 'ArrowDown') setActive((active + 1) % offers.length);
  else if (event.key === 'ArrowUp') setActive((active - 1 + offers.length) % offers.length);
  else if ((event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)) && offer) complete(from, offer);
  else if (event.key === 'Escape') close();
  else return false;
  return true;
}
