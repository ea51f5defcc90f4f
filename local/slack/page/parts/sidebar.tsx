import { useState } from 'preact/hooks';
import type { Conversation } from '../../protocol';
import { titleOf, usePage } from '../page-context';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { PersonSwitch } from './person-switch';
import { ThemeSwitch } from './theme-switch';

/** Who one is, and every place one can go. */
export function Sidebar({ openSwitcher }: { openSwitcher: () => void }) {
  const page = usePage();
  const { state } = page;
  const mine = state.conversations.filter(({ members }) => members.includes(state.me));
  const channels = mine.filter(({ kind }) => kind !== 'dm');
  const other = state.conversations.filter(({ kind, members }) => kind !== 'dm' && !members.includes(state.me));
  const dms = mine.filter(({ kind, name }) => kind === 'dm' && name !== state.bot.id);
  const botDm = mine.find(({ kind, name }) => kind === 'dm' && name === state.bot.id);
  return (
    <nav class="sidebar" aria-label="Conversations">
      <header class="sidebar-header">
        <strong class="workspace">{state.workspace}</strong>
        <ThemeSwitch />
      </header>
      <PersonSwitch />
      <button type="button" class="search" onClick={openSwitcher}>
        <Icon name="search" />
        <span>Go to…</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div class="places">
        <Section title="Channels">
          {channels.map((conversation) => (
            <PlaceLink key={conversation.id} conversation={conversation} />
          ))}
        </Section>
        <Section title="Direct messages">
          {dms.map((conversation) => (
            <PlaceLink key={conversation.id} conversation={conversation} />
          ))}
          <li>
            <button type="button" class="place place-quiet" onClick={openSwitcher}>
              <Icon name="plus" />
              Write to somebody
            </button>
          </li>
        </Section>
        <Section title="Apps">
          <li>
            <button
              type="button"
              class="place"
              aria-current={
                botDm !== undefined && botDm.id === page.route.in && page.route.tab === undefined ? 'page' : undefined
              }
              onClick={() => page.openDm(state.bot.id)}
            >
              <Avatar person={page.person(state.bot.id)} size="small" />
              <span class={botDm?.unread ? 'place-name place-unread' : 'place-name'}>{state.bot.name}</span>
              <span
                class={state.bot.connected ? 'dot dot-on' : 'dot'}
                title={state.bot.connected ? 'connected' : 'not connected'}
              />
              {botDm !== undefined && botDm.unread > 0 && <span class="badge">{botDm.unread}</span>}
            </button>
          </li>
          <li>
            <button
              type="button"
              class="place"
              aria-current={botDm?.id === page.route.in && page.route.tab === 'home' ? 'page' : undefined}
              onClick={() => page.openDm(state.bot.id, 'home')}
            >
              <Icon name="home" />
              <span class="place-name">Home of {state.bot.name}</span>
            </button>
          </li>
        </Section>
        {other.length > 0 && (
          <Section title="Channels to join" closed>
            {other.map((conversation) => (
              <PlaceLink key={conversation.id} conversation={conversation} />
            ))}
          </Section>
        )}
      </div>
    </nav>
  );
}

function Section({
  title,
  closed = false,
  children,
}: {
  title: string;
  closed?: boolean;
  children: preact.ComponentChildren;
}) {
  const [open, setOpen] = useState(!closed);
  return (
    <section>
      <button type="button" class="section-title" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="down" />
        {title}
      </button>
      {open && <ul>{children}</ul>}
    </section>
  );
}

function PlaceLink({ conversation }: { conversation: Conversation }) {
  const page = usePage();
  const current = conversation.id === page.route.in;
  const unread = conversation.unread > 0 && conversation.members.includes(page.state.me);
  return (
    <li>
      <button
        type="button"
        class="place"
        aria-current={current ? 'page' : undefined}
        onClick={() => page.go({ in: conversation.id, thread: undefined, tab: undefined })}
      >
        {conversation.kind === 'dm' ? (
          <Avatar person={page.person(conversation.name)} size="small" />
        ) : (
          <Icon name={conversation.kind === 'private' ? 'lock' : 'hash'} />
        )}
        <span class={unread ? 'place-name place-unread' : 'place-name'}>{titleOf(conversation, page)}</span>
        {unread && (
          <span
            class={conversation.kind === 'dm' ? 'badge' : 'badge badge-quiet'}
            aria-label={`${conversation.unread} unread`}
          >
            {conversation.unread}
          </span>
        )}
      </button>
    </li>
  );
}
