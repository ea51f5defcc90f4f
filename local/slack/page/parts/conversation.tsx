import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Conversation as ConversationData } from '../../protocol';
import { firstUnreadOf, lastOwn, mainMessages } from '../model/timeline';
import { titleOf, usePage } from '../page-context';
import { Avatar } from './avatar';
import { Composer } from './composer';
import { Details } from './details';
import { Home } from './home';
import { Icon } from './icon';
import { MessageList } from './message-list';

/** One conversation: its header, its messages and the composer; the bot's also has the Home tab. */
export function Conversation({ conversation, openMenu }: { conversation: ConversationData; openMenu: () => void }) {
  const page = usePage();
  const { state } = page;
  const isBot = conversation.kind === 'dm' && conversation.name === state.bot.id;
  const isMember = conversation.members.includes(state.me);
  const isHome = isBot && page.route.tab === 'home';
  const [editing, setEditing] = useState<string | undefined>(undefined);
  const messages = useMemo(() => mainMessages(state.messages, conversation.id), [state.messages, conversation.id]);
  const all = state.messages.filter(({ channel }) => channel === conversation.id);
  // Where reading began when the conversation was opened: the line stays there while one reads on.
  const firstUnread = useRef(firstUnreadOf(all, state.me, conversation.unread)).current;
  useMarkRead(conversation, isMember && !isHome);

  const title = titleOf(conversation, page);
  return (
    <>
      <header class="main-header">
        <button type="button" class="icon-button menu-button" aria-label="Conversations" onClick={openMenu}>
          <Icon name="menu" />
        </button>
        {conversation.kind === 'dm' ? (
          <Avatar person={page.person(conversation.name)} size="small" />
        ) : (
          <Icon name={conversation.kind === 'private' ? 'lock' : 'hash'} />
        )}
        <h1>{title}</h1>
        {isBot && <Tabs home={isHome} go={(tab) => page.go({ tab })} />}
        {conversation.topic !== '' && <span class="topic">{conversation.topic}</span>}
        {conversation.kind !== 'dm' && <Details conversation={conversation} />}
      </header>
      {isHome ? (
        <Home />
      ) : (
        <>
          <MessageList
            label={`Messages in ${title}`}
            messages={messages}
            firstUnread={firstUnread}
            editing={editing}
            setEditing={setEditing}
            intro={<Intro conversation={conversation} title={title} isMember={isMember} />}
          />
          {isMember ? (
            <Composer
              label={`Message ${title}`}
              draft={`${state.me} ${conversation.id}`}
              send={(text, files = []) => page.act({ type: 'say', channel: conversation.id, text, files })}
              editLast={() => setEditing(lastOwn(state.messages, state.me, conversation.id)?.ts)}
            />
          ) : (
            <div class="join">
              <span>
                You are not in <strong>#{title}</strong>.
              </span>
              <button
                type="button"
                class="button button-primary"
                onClick={() => void page.act({ type: 'join', channel: conversation.id })}
              >
                Join
              </button>
            </div>
          )}
        </>
      )}
    </>
  );
}

/** Where a conversation begins. */
function Intro({
  conversation,
  title,
  isMember,
}: {
  conversation: ConversationData;
  title: string;
  isMember: boolean;
}) {
  const page = usePage();
  const person = conversation.kind === 'dm' ? page.person(conversation.name) : undefined;
  if (!isMember) return <p class="intro">Join the channel to see its messages.</p>;
  return (
    <div class="intro">
      {person ? <Avatar person={person} size="large" /> : <span class="intro-sign">#</span>}
      <strong>{title}</strong>
      <span>
        {person
          ? `Only you and ${person.realName} see what is said here.`
          : conversation.topic || 'The very beginning of this channel.'}
      </span>
    </div>
  );
}

function Tabs({ home, go }: { home: boolean; go: (tab: 'home' | undefined) => void }) {
  return (
    <div class="tabs">
      <button type="button" class="tab" aria-pressed={home} onClick={() => go('home')}>
        Home
      </button>
      <button type="button" class="tab" aria-pressed={!home} onClick={() => go(undefined)}>
        Messages
      </button>
    </div>
  );
}

/** Tells the server that what is on screen has been read, whenever the window is looked at. */
function useMarkRead(conversation: ConversationData, shown: boolean): void {
  const page = usePage();
  const { id, unread } = conversation;
  useEffect(() => {
    if (!shown || unread === 0) return;
    const read = () => {
      if (document.visibilityState === 'visible') void page.act({ type: 'read', channel: id });
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [id, unread, shown]);
}
