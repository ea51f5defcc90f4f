import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';

interface DialogProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly footer?: ComponentChildren;
  readonly close: () => void;
  readonly submit?: () => void;
  readonly class?: string;
  readonly inert?: boolean;
  /** A form is not lost by a click beside it. */
  readonly keep?: boolean;
}

const focusable = 'input, textarea, select, button, a[href], [tabindex="0"]';

/** A window above the page. Focus goes in, stays in and returns to where it was; Esc closes it. */
export function Dialog({
  title,
  children,
  footer,
  close,
  submit,
  class: look = '',
  inert = false,
  keep = false,
}: DialogProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  // Before the next key arrives, so that one can type on without looking.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const first =
      form.current?.querySelector<HTMLElement>('[data-focus] :is(input, textarea, .select)') ??
      form.current?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, .select)');
    (
      first ??
      form.current?.querySelector<HTMLElement>('.dialog-footer .button-primary, .dialog-footer .button-danger') ??
      form.current
    )?.focus();
    return () => before instanceof HTMLElement && before.isConnected && setTimeout(() => before.focus());
  }, []);
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Tab') {
      wrapFocus(event, form.current);
    }
  };
  return (
    <div
      class="overlay"
      inert={inert}
      onMouseDown={(event) => !keep && event.target === event.currentTarget && close()}
    >
      <form
        ref={form}
        class={`dialog ${look}`}
        role="dialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
        noValidate
        onKeyDown={keys}
        onSubmit={(event) => {
          event.preventDefault();
          submit?.();
        }}
      >
        <header class="dialog-header">
          <h2 id={id}>{title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        {footer !== undefined && <footer class="dialog-footer">{footer}</footer>}
      </form>
    </div>
  );
}

/** Tab behind the last element leads to the first, and back. */
function wrapFocus(event: KeyboardEvent, inside: HTMLElement | null): void {
  const all = [...(inside?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((element) =>
    element.checkVisibility(),
  );
  const [edge, other] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  other?.focus();
}
