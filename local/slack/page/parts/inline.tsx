import type { Inline } from '../text/ast';
import { formatDate, fullTime, type Clock } from '../text/dates';
import { usePage } from '../page-context';

/** The reader's own clock. */
export const browserClock = (): Clock => ({ now: Date.now(), locale: undefined, timeZone: undefined });

/** Text with its markup drawn. Only text nodes and known elements come out of it. */
export function InlineText({ nodes }: { nodes: readonly Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <InlineNode key={index} node={node} />
      ))}
    </>
  );
}

function InlineNode({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return <>{node.text}</>;
    case 'break':
      return <br />;
    case 'bold':
      return (
        <strong>
          <InlineText nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <InlineText nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <InlineText nodes={node.children} />
        </s>
      );
    case 'code':
      return <Code text={node.text} />;
    case 'link':
      return (
        <a href={node.url} target="_blank" rel="noopener noreferrer">
          <InlineText nodes={node.children} />
        </a>
      );
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'mention':
      return <span class="mention mention-me">{node.label}</span>;
    case 'date':
      return <DateText node={node} />;
    case 'emoji':
      return (
        <span class="emoji" title={node.name === node.char ? undefined : `:${node.name}:`}>
          {node.char}
        </span>
      );
    case 'bar':
      return <Bar text={node.text} />;
  }
}

/** A progress bar written with shaded blocks is drawn as one; anything else keeps its characters. It copies as the text it is. */
function Bar({ text }: { text: string }) {
  const [, done, left] = /^([▓█▰■]*)([░▒▱□]*)$/.exec(text) ?? [];
  if (done === undefined || text.length < 4) return <span class="bar">{text}</span>;
  return (
    <span class="bar bar-progress">
      <span class="bar-done">{done}</span>
      <span class="bar-left">{left}</span>
    </span>
  );
}

/** Credentials are shown as code: one click copies them. */
function Code({ text }: { text: string }) {
  const page = usePage();
  const copy = () => {
    if (getSelection()?.isCollapsed === false) return;
    void navigator.clipboard.writeText(text).then(
      () => page.say(`Copied ${text}`),
      () => undefined,
    );
  };
  return (
    <code class="code" title="Click to copy" onClick={copy}>
      {text}
    </code>
  );
}

function UserMention({ id, label }: { id: string; label: string | undefined }) {
  const page = usePage();
  const person = page.person(id);
  if (!person) return <span class="mention">@{label ?? id}</span>;
  const own = id === page.state.me ? ' mention-me' : '';
  return (
    <button type="button" class={`mention${own}`} title={person.realName} onClick={() => page.openDm(id)}>
      @{person.name}
    </button>
  );
}

function ChannelMention({ id, label }: { id: string; label: string | undefined }) {
  const page = usePage();
  const channel = page.state.conversations.find((conversation) => conversation.id === id);
  if (!channel) return <span class="mention">#{label ?? 'private-channel'}</span>;
  return (
    <button type="button" class="mention" onClick={() => page.go({ in: id, thread: undefined, tab: undefined })}>
      #{channel.name}
    </button>
  );
}

function DateText({ node }: { node: Extract<Inline, { kind: 'date' }> }) {
  const clock = browserClock();
  const time = (
    <time dateTime={new Date(node.epoch * 1000).toISOString()} title={fullTime(node.epoch * 1000, clock)}>
      {formatDate(node.epoch, node.format, clock)}
    </time>
  );
  return node.url === undefined ? (
    time
  ) : (
    <a href={node.url} target="_blank" rel="noopener noreferrer">
      {time}
    </a>
  );
}
