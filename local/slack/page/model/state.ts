import type { PageEvent, PageMessage, PageState } from '../../protocol';

/** The page's view of the workspace after one event. Replies change nothing here; they belong to whoever asked. */
export function reduce(state: PageState | undefined, event: PageEvent): PageState | undefined {
  if (event.type === 'state') return event.state;
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'message':
      return { ...state, messages: withMessage(state.messages, event.message) };
    case 'message-deleted':
      return {
        ...state,
        messages: state.messages.filter((message) => message.channel !== event.channel || message.ts !== event.ts),
      };
    case 'conversations':
      return { ...state, conversations: event.conversations };
    case 'people':
      return { ...state, people: event.people };
    case 'view':
      return { ...state, view: event.view };
    case 'home':
      return { ...state, home: event.home };
    case 'bot':
      return { ...state, bot: { ...state.bot, connected: event.connected } };
    case 'reply':
      return state;
  }
}

/** Replaces the message with the same ts, or puts the new one at its place in time. */
function withMessage(messages: readonly PageMessage[], message: PageMessage): readonly PageMessage[] {
  const same = messages.findIndex((other) => other.channel === message.channel && other.ts === message.ts);
  if (same >= 0) return messages.with(same, message);
  const before = messages.findLastIndex((other) => compareTs(other.ts, message.ts) <= 0);
  return messages.toSpliced(before + 1, 0, message);
}

/** Order of two ts: they are decimal numbers with more digits than a double keeps. */
export function compareTs(left: string, right: string): number {
  const [leftSeconds = '', leftMicros = ''] = left.split('.');
  const [rightSeconds = '', rightMicros = ''] = right.split('.');
  return Number(leftSeconds) - Number(rightSeconds) || Number(leftMicros) - Number(rightMicros);
}

/** Messages that wait for this person in particular: those in their DMs. */
export function waitingFor(conversations: PageState['conversations']): number {
  return conversations.filter(({ kind }) => kind === 'dm').reduce((sum, { unread }) => sum + unread, 0);
}
