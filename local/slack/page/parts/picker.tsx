import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rank } from '../model/search';
import { Icon } from './icon';

export interface PickerOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly group?: string | undefined;
  readonly icon?: ComponentChildren;
  readonly badge?: number | undefined;
}

interface PickerProps {
  readonly options: readonly PickerOption[];
  readonly chosen: readonly string[];
  readonly choose: (value: string) => void;
  /** What the closed picker shows. */
  readonly children: ComponentChildren;
  readonly label: string;
  readonly class?: string;
  readonly several?: boolean;
  readonly busy?: boolean;
  readonly invalid?: string | undefined;
}

/** More options than this get a field to search them. */
const searchFrom = 8;

/** A button with a list of options: selects, menus and the switch of people are all made of it. */
export function Picker(props: PickerProps) {
  const { options, chosen, several = false } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const shown = rank(typed, options, (option) => [option.label, option.detail ?? '']);
  const searchable = options.length >= searchFrom;

  useEffect(() => {
    const changed = (event: Event) => setOpen((event as ToggleEvent).newState === 'open');
    popup.current?.addEventListener('toggle', changed);
    return () => popup.current?.removeEventListener('toggle', changed);
  }, []);
  useLayoutEffect(() => {
    if (!open) return;
    if (button.current && popup.current) place(button.current, popup.current);
    popup.current?.querySelector<HTMLElement>('input, [role=listbox]')?.focus();
  }, [open]);
  useLayoutEffect(() => {
    if (open) popup.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active, open]);

  const show = () => {
    if (props.busy) return;
    setTyped('');
    setActive(
      Math.max(
        0,
        options.findIndex(({ value }) => chosen.includes(value)),
      ),
    );
    setOpen(true);
    popup.current?.showPopover();
  };
  const close = () => {
    popup.current?.hidePopover();
    button.current?.focus();
  };
  const pick = (value: string | undefined) => {
    if (value === undefined) return;
    if (!several) close();
    props.choose(value);
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + shown.length) % Math.max(shown.length, 1));
    else if (event.key === 'Enter' || (event.key === ' ' && !searchable)) pick(shown[active]?.value);
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
  };

  const activeId = shown[active] ? `${id}-${active}` : undefined;
  return (
    <span class="picker">
      <button
        ref={button}
        type="button"
        class={props.class ?? 'select'}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={props.label}
        aria-busy={props.busy}
        aria-invalid={props.invalid !== undefined}
        aria-describedby={props.invalid}
        onClick={() => (open ? close() : show())}
        onKeyDown={(event) => {
          if (!open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
            event.preventDefault();
            show();
          }
        }}
      >
        {props.children}
      </button>
      <div ref={popup} class="popup" popover="auto" onKeyDown={keys}>
        {searchable && (
          <input
            type="search"
            class="popup-search"
            placeholder="Search"
            aria-label="Search"
            role="combobox"
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-activedescendant={activeId}
            value={typed}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setActive(0);
            }}
          />
        )}
        <div
          id={`${id}-list`}
          class="options"
          role="listbox"
          tabIndex={-1}
          aria-label={props.label}
          aria-multiselectable={several}
          aria-activedescendant={searchable ? undefined : activeId}
        >
          {open &&
            shown.map((option, index) => (
              <>
                {option.group !== undefined && option.group !== shown[index - 1]?.group && (
                  <div class="options-group" key={`group ${option.group}`}>
                    {option.group}
                  </div>
                )}
                <Option
                  key={option.value}
                  id={`${id}-${index}`}
                  option={option}
                  active={index === active}
                  chosen={chosen.includes(option.value)}
                  hover={() => setActive(index)}
                  pick={() => pick(option.value)}
                />
              </>
            ))}
          {open && shown.length === 0 && <div class="options-none">Nothing found</div>}
        </div>
      </div>
    </span>
  );
}

interface OptionProps {
  readonly id: string;
  readonly option: PickerOption;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly hover: () => void;
  readonly pick: () => void;
}

function Option({ id, option, active, chosen, hover, pick }: OptionProps) {
  return (
    <div
      id={id}
      class="option"
      role="option"
      aria-selected={chosen}
      data-active={active || undefined}
      onMouseMove={hover}
      onClick={pick}
    >
      {option.icon}
      <span class="option-text">
        <span class="option-label">{option.label}</span>
        {option.detail !== undefined && option.detail !== '' && <span class="option-detail">{option.detail}</span>}
      </span>
      {option.badge !== undefined && option.badge > 0 && <span class="badge">{option.badge}</span>}
      {chosen && <Icon name="check" />}
    </div>
  );
}

/** Puts the popup below its button, or above it where there is more room. */
function place(button: HTMLElement, popup: HTMLElement): void {
  const at = button.getBoundingClientRect();
  popup.style.minWidth = `${Math.max(at.width, 200)}px`;
  const below = innerHeight - at.bottom - 12;
  const above = at.top - 12;
  const height = Math.min(popup.scrollHeight, 380);
  const goesBelow = below >= Math.min(height, 240) || below >= above;
  popup.style.maxHeight = `${Math.min(380, goesBelow ? below : above)}px`;
  popup.style.top = goesBelow ? `${at.bottom + 4}px` : 'auto';
  popup.style.bottom = goesBelow ? 'auto' : `${innerHeight - at.top + 4}px`;
  popup.style.left = `${Math.max(8, Math.min(at.left, innerWidth - popup.offsetWidth - 8))}px`;
}
