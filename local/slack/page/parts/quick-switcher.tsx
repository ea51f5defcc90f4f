import { useState } from 'preact/hooks';
import { rank } from '../model/search';
import { titleOf, usePage } from '../page-context';
import { Avatar } from './avatar';
import { Dialog } from './dialog';
import { Icon } from './icon';

interface Target {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
  readonly icon: preact.ComponentChild;
  readonly detail: string;
  readonly go: () => void;
}

const most = 9;

/** Ctrl K: to any conversation or person, or to somebody else's eyes. */
export function QuickSwitcher({ close }: { close: () => void }) {
  const targets = useTargets();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const shown = rank(typed, targets, ({ words }) => words).slice(0, most);
  const pick = (target: Target | undefined) => {
    if (!target) return;
    close();
    target.go();
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setActive((active + step + shown.length) % Math.max(shown.length, 1));
  };
  return (
    <Dialog class="switcher" title="Go to…" close={close} submit={() => pick(shown[active])}>
      <input
        class="field"
        type="search"
        placeholder="A channel, a person, or “be grace”"
        aria-label="Go to"
        role="combobox"
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-activedescendant={shown[active] ? `switcher-${active}` : undefined}
        autoComplete="off"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={keys}
      />
      <div id="switcher-list" class="options" role="listbox" aria-label="Places">
        {shown.map((target, index) => (
          <div
            key={target.key}
            id={`switcher-${index}`}
            class="option"
            role="option"
            aria-selected={index === active}
            data-active={index === active || undefined}
            onMouseMove={() => setActive(index)}
            onClick={() => pick(target)}
          >
            {target.icon}
            <span class="option-text">
              <span class="option-label">{target.name}</span>
              <span class="option-detail">{target.detail}</span>
            </span>
          </div>
        ))}
        {shown.length === 0 && <div class="options-none">Nothing found</div>}
      </div>
    </Dialog>
  );
}

function useTargets(): readonly Target[] {
  const page = usePage();
  const { state } = page;
  const channels = state.conversations
    .filter(({ kind }) => kind !== 'dm')
    .toSorted((left, right) => right.unread - left.unread)
    .map((channel): Target => ({
      key: channel.id,
      name: titleOf(channel, page),
      words: [channel.name],
      icon: <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />,
      detail: channel.unread > 0 ? `${channel.unread} unread` : channel.topic,
      go: () => page.go({ in: channel.id, thread: undefined, tab: undefined }),
    }));
  const people = state.people
    .filter(({ id }) => id !== state.me)
    .map((person): Target => ({
      key: person.id,
      name: person.realName,
      words: [person.realName, person.name],
      icon: <Avatar person={person} size="small" />,
      detail: person.isBot ? 'App' : `Write to @${person.name}`,
      go: () => page.openDm(person.id),
    }));
  const selves = state.people
    .filter(({ id, isBot }) => id !== state.me && !isBot)
    .map((person): Target => ({
      key: `be ${person.id}`,
      name: `Be ${person.realName}`,
      words: [`be ${person.name}`, `be ${person.realName}`],
      icon: <Icon name="people" />,
      detail: 'See with their eyes',
      go: () => page.become(person.id),
    }));
  return [...channels, ...people, ...selves];
}
