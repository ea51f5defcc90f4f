import { useMemo, useState } from 'preact/hooks';
import type { Conversation } from '../../protocol';
import { lastOwn, repliesOf } from '../model/timeline';
import { titleOf, usePage } from '../page-context';
import { Composer } from './composer';
import { Icon } from './icon';
import { Message } from './message';
import { MessageList } from './message-list';

/** The right-hand pane: a message and its replies. */
export function Thread({ conversation, parentTs }: { conversation: Conversation; parentTs: string }) {
  const page = usePage();
  const { state } = page;
  const [editing, setEditing] = useState<string | undefined>(undefined);
  const parent = state.messages.find(({ channel, ts }) => channel === conversation.id && ts === parentTs);
  const replies = useMemo(
    () => repliesOf(state.messages, conversation.id, parentTs),
    [state.messages, conversation.id, parentTs],
  );
  const close = () => page.go({ thread: undefined });
  return (
    <aside class="thread" aria-label="Thread">
      <header class="main-header">
        <h1>Thread</h1>
        <span class="topic">{conversation.kind === 'dm' ? titleOf(conversation, page) : `#${conversation.name}`}</span>
        <button type="button" class="icon-button" aria-label="Close the thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <MessageList label="Replies" messages={replies} editing={editing} setEditing={setEditing} inThread>
        {parent ? (
          <Message message={parent} continued={false} inThread editing={editing === parentTs} setEditing={setEditing} />
        ) : (
          <p class="empty">This message is gone.</p>
        )}
        {replies.length > 0 && (
          <div class="separator separator-left" role="separator">
            <span>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</span>
          </div>
        )}
      </MessageList>
      {parent && conversation.members.includes(state.me) && (
        <Composer
          label="Reply"
          draft={`${state.me} ${conversation.id} ${parentTs}`}
          send={(text, files = []) =>
            page.act({ type: 'say', channel: conversation.id, text, files, threadTs: parentTs })
          }
          editLast={() => setEditing(lastOwn(state.messages, state.me, conversation.id, parentTs)?.ts)}
        />
      )}
    </aside>
  );
}
