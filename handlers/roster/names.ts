import PQueue from 'p-queue';
import type { Participant } from '../../workshop/seat';
import type { HandlerDeps } from '../deps';
import type { Emails } from './write-csv';

const AT_ONCE = 5;

/** The participants with the names Slack has for those who are nameless here; kept, so that each is asked for once. */
export async function withNames(
  { directory, usher }: Pick<HandlerDeps, 'directory' | 'usher'>,
  participants: readonly Participant[],
): Promise<readonly Participant[]> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  return queue.addAll(
    participants.map((each) => async () => {
      if (each.name !== undefined || each.userId === undefined) return each;
      const { name } = await directory.whoIs(each.userId);
      if (name === undefined) return each;
      await usher.noteName(each.id, name);
      return { ...each, name };
    }),
  );
}

/** Emails as Slack tells them, of those whose email is not on the roster. */
export async function emailsOf(
  { directory }: Pick<HandlerDeps, 'directory'>,
  participants: readonly Participant[],
): Promise<Emails> {
  const emails = new Map<string, string>();
  const queue = new PQueue({ concurrency: AT_ONCE });
  await queue.addAll(
    participants.map(({ id, email, userId }) => async () => {
      if (email !== undefined || userId === undefined) return;
      const known = await directory.whoIs(userId);
      if (known.email !== undefined) emails.set(id, known.email);
    }),
  );
  return emails;
}
