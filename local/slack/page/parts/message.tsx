import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageMessage } from '../../protocol';
import { Blocks } from '../blocks/blocks';
import { useSurface } from '../elements/surface';
import type { Values } from '../model/form';
import { repliesOf } from '../model/timeline';
import { fromSlack } from '../model/unescape';
import { usePage } from '../page-context';
import { fullTime, timeOfDay, tsToMs } from '../text/dates';
import { Avatar } from './avatar';
import { Composer } from './composer';
import { Files } from './files';
import { Icon } from './icon';
import { browserClock } from './inline';
import { MessageTools } from './message-tools';
import { Mrkdwn } from './rich';

interface MessageProps {
  readonly message: PageMessage;
  readonly continued: boolean;
  readonly inThread: boolean;
  readonly editing: boolean;
  readonly setEditing: (ts: string | undefined) => void;
}

/** One message: who, when, what, and what can be done with it. */
export function Message({ message, continued, inThread, editing, setEditing }: MessageProps) {
  const page = usePage();
  const author = page.person(message.user);
  const ms = tsToMs(message.ts);
  const clock = browserClock();
  const time = (
    <time class="time" dateTime={new Date(ms).toISOString()} title={fullTime(ms, clock)}>
      {timeOfDay(ms, clock)}
    </time>
  );
  const look = `message${continued ? ' message-continued' : ''}${continued && message.blocks.length > 0 ? ' message-apart' : ''}${message.ephemeral ? ' message-ephemeral' : ''}${message.pinned ? ' message-pinned' : ''}`;
  return (
    <article
      class={look}
      data-ts={message.ts}
      aria-label={`${author?.realName ?? 'Somebody'}, ${timeOfDay(ms, clock)}`}
    >
      <div class="gutter">
        {message.ephemeral && (
          <span class="note-icon">
            <Icon name="eye" />
          </span>
        )}
        {continued ? time : <Avatar person={author} />}
      </div>
      <div class="message-main">
        {message.ephemeral && (
          <div class="note">
            Only visible to you ·{' '}
            <button type="button" class="link" onClick={() => page.dismiss(message.ts)}>
              Dismiss
            </button>
          </div>
        )}
        {message.pinned && (
          <div class="note">
            <Icon name="pin" /> Pinned
          </div>
        )}
        {!continued && (
          <div class="byline">
            <button type="button" class="author" onClick={() => page.openDm(message.user)}>
              {author?.realName ?? message.user}
            </button>
            {author?.isBot && <span class="app-badge">APP</span>}
            {time}
          </div>
        )}
        {editing ? <Editor message={message} done={() => setEditing(undefined)} /> : <Body message={message} />}
        {!inThread && message.replyCount > 0 && <Replies message={message} />}
      </div>
      {!message.ephemeral && !editing && (
        <MessageTools message={message} inThread={inThread} edit={() => setEditing(message.ts)} />
      )}
    </article>
  );
}

function Body({ message }: { message: PageMessage }) {
  const [entered, setEntered] = useState<Values>({});
  const surface = useSurface({ channel: message.channel, ts: message.ts }, entered, setEntered);
  // New blocks are the app's answer: its own choices count again, not what was chosen before.
  const content = useMemo(() => JSON.stringify(message.blocks), [message.blocks]);
  useEffect(() => setEntered({}), [content]);
  const edited = message.editedTs !== undefined && <small class="edited">(edited)</small>;
  return (
    <div class="body">
      {message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} surface={surface} />
      ) : (
        message.text !== '' && (
          <div class="rich">
            <Mrkdwn text={message.text} />
          </div>
        )
      )}
      {message.files && <Files files={message.files} />}
      {edited}
    </div>
  );
}

function Editor({ message, done }: { message: PageMessage; done: () => void }) {
  const page = usePage();
  const save = async (text: string) => {
    const saved = await page.act({ type: 'edit', channel: message.channel, ts: message.ts, text });
    if (saved) done();
    return saved;
  };
  return <Composer label="Edit your message" initial={fromSlack(message.text, page.state)} send={save} cancel={done} />;
}

function Replies({ message }: { message: PageMessage }) {
  const page = usePage();
  const replies = repliesOf(page.state.messages, message.channel, message.ts);
  const authors = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  const last = replies.at(-1);
  return (
    <button type="button" class="replies" onClick={() => page.go({ thread: message.ts })}>
      {authors.map((user) => (
        <Avatar key={user} person={page.person(user)} size="small" />
      ))}
      <strong>{message.replyCount === 1 ? '1 reply' : `${message.replyCount} replies`}</strong>
      {last && <small>last {timeOfDay(tsToMs(last.ts), browserClock())}</small>}
    </button>
  );
}
