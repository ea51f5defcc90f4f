import type { ConversationsHistoryResponse, WebClient } from '@slack/web-api';
import type { Written } from '../messages/hear';

/** Messages of one DM that are looked at: who wrote more in an absence is answered to the newest. */
const MOST = 30;

type Found = NonNullable<ConversationsHistoryResponse['messages']>[number];

/**
 * What somebody wrote in their DM and got no answer to, oldest first: written after `from`, with no word of Usher behind it that was said
 * before `until`. Throws where Slack refuses.
 */
export async function missedIn(
  client: WebClient,
  person: { readonly userId: string; readonly dm: string | undefined },
  absence: { readonly from: Date; readonly until: Date },
): Promise<readonly Written[]> {
  const channel = person.dm ?? (await client.conversations.open({ users: person.userId })).channel?.id;
  if (channel === undefined) return [];
  const oldest = stamp(absence.from);
  const { messages = [] } = await client.conversations.history({ channel, oldest, limit: MOST });
  const until = stamp(absence.until);
  const before = messages.filter(({ ts = '' }) => ts < until);
  // Newest first: whatever stands below a word of Usher's was answered.
  const answered = before.findIndex((message) => message.user !== person.userId);
  const open = answered === -1 ? before : before.slice(0, answered);
  return open.flatMap((message) => written(message, person.userId, channel)).reverse();
}

const written = (message: Found, user: string, channel: string): Written[] =>
  message.ts === undefined
    ? []
    : [{ ...message, user, channel, ts: message.ts, text: message.text ?? '', subtype: message.subtype }];

/** Slack's time of a message: seconds, in a form that sorts as text. */
const stamp = (at: Date): string => (at.getTime() / 1000).toFixed(6);
