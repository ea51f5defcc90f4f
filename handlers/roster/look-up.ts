import PQueue from 'p-queue';
import type { RosterLine } from '../../workshop/roster';
import type { HandlerDeps } from '../deps';

/** Slack answers about 50 such questions a minute; the rest is left for a second list at the same time. */
const A_MINUTE = 45;
const MINUTE_MS = 61_000;
const AT_ONCE = 5;

/** Minutes it takes to ask for so many emails. */
export const minutesFor = (emails: number): number => Math.floor(Math.max(0, emails - 1) / A_MINUTE);

/**
 * The lines with the Slack users of their emails. `known`: users of emails that need no question. `progress` is told how many are
 * asked, before each minute's wait.
 */
export async function lookUp(
  { directory, clock }: Pick<HandlerDeps, 'directory' | 'clock'>,
  lines: readonly RosterLine[],
  known: ReadonlyMap<string, string>,
  progress: (asked: number, of: number) => Promise<void>,
): Promise<readonly RosterLine[]> {
  const users = new Map<string, string | undefined>(known);
  const emails = [...new Set(lines.flatMap(({ email }) => (email === undefined || known.has(email) ? [] : [email])))];
  for (let asked = 0; asked < emails.length; asked += A_MINUTE) {
    if (asked > 0) {
      await progress(asked, emails.length);
      await clock.sleep(MINUTE_MS);
    }
    const queue = new PQueue({ concurrency: AT_ONCE });
    await queue.addAll(
      emails.slice(asked, asked + A_MINUTE).map((email) => async () => {
        users.set(email, await directory.userOfEmail(email));
      }),
    );
  }
  return lines.map((line) => {
    const userId = line.email === undefined ? undefined : users.get(line.email);
    return userId === undefined ? line : { ...line, userId };
  });
}
