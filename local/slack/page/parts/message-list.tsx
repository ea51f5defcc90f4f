import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../../protocol';
import { rowsOf } from '../model/timeline';
import { Icon } from './icon';
import { browserClock } from './inline';
import { Message } from './message';

interface MessageListProps {
  readonly label: string;
  readonly messages: readonly PageMessage[];
  readonly firstUnread?: string | undefined;
  readonly editing: string | undefined;
  readonly setEditing: (ts: string | undefined) => void;
  /** Above the first message there is. */
  readonly intro?: ComponentChildren;
  /** Above the messages: a thread's parent. */
  readonly children?: ComponentChildren;
  readonly inThread?: boolean;
}

/** As many messages are drawn at once; older ones on request. */
const drawnAtOnce = 150;
/** Nearer to the end than this (px) counts as being there. */
const nearEnd = 40;

/** Messages that stay at the end while one is there, and stay where they are while one reads further up. */
export function MessageList(props: MessageListProps) {
  const { messages } = props;
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const [missed, setMissed] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const count = useRef(messages.length);

  const toEnd = () => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (messages.length > count.current) setMissed((number) => number + messages.length - count.current);
    count.current = messages.length;
  }, [messages]);
  const focused = useRef<Element | null>(null);
  useEffect(() => {
    // A button that is answered by taking it away must not leave the keyboard nowhere.
    if (focused.current?.isConnected === false && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true });
    }
    if (focused.current?.isConnected === false) focused.current = null;
  }, [messages]);
  useEffect(() => {
    // Pictures, live edits, the composer growing and the window's size all move the end.
    const observer = new ResizeObserver(() => atEnd.current && toEnd());
    if (content.current) observer.observe(content.current);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  const scrolled = (event: Event & { currentTarget: HTMLElement }) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (atEnd.current) setMissed(0);
  };

  const shown = messages.slice(-drawn);
  return (
    <div class="messages">
      <div ref={scroller} class="scroller" role="log" aria-label={props.label} tabIndex={0} onScroll={scrolled}>
        <div ref={content} class="content" onFocusIn={(event) => (focused.current = event.target as Element)}>
          {props.children}
          {messages.length > drawn && (
            <button type="button" class="button older" onClick={() => setDrawn(drawn + drawnAtOnce)}>
              Show older messages
            </button>
          )}
          {messages.length <= drawn && props.intro}
          {rowsOf(shown, browserClock(), props.firstUnread).map((row) => {
            switch (row.kind) {
              case 'day':
                return props.inThread ? null : (
                  <div key={row.key} class="separator" role="separator">
                    <span>{row.label}</span>
                  </div>
                );
              case 'new':
                return (
                  <div key={row.key} class="separator separator-new" role="separator">
                    <span>New</span>
                  </div>
                );
              case 'message':
                return (
                  <Message
                    key={row.key}
                    message={row.message}
                    continued={row.continued}
                    inThread={props.inThread ?? false}
                    editing={props.editing === row.message.ts}
                    setEditing={props.setEditing}
                  />
                );
            }
          })}
        </div>
      </div>
      {missed > 0 && (
        <button type="button" class="missed" onClick={toEnd}>
          {missed === 1 ? '1 new message' : `${missed} new messages`} <Icon name="down" />
        </button>
      )}
    </div>
  );
}
