import type { Context } from '../context';
import type { CodeTry } from '../usher/doors';
import type { Workshop } from '../workshop';
import { hasSeat, livingWorkshops } from './living';

/** Two words of about 1,590 leave one chance in 2.5 million a try. */
const MOST_TRIES = 5;
const TRIES_PER_MS = 10 * 60_000;

/** The workshop's code; undefined where another way of joining was chosen. */
export const codeOf = ({ credentials }: Context, workshop: Workshop): string | undefined =>
  workshop.join === 'code' ? credentials.joinCode(workshop) : undefined;

/** Admits whoever gives the code of a living workshop; undefined where there is none they would need one for. */
export async function tryCode(context: Context, userId: string, code: string): Promise<CodeTry | undefined> {
  const { participants } = context.store;
  const closed: Workshop[] = [];
  for (const workshop of await livingWorkshops(context)) {
    if (workshop.join !== 'code') continue;
    if (await hasSeat(context, workshop, userId)) return undefined;
    if (!(await participants.isListed(workshop.id, userId))) closed.push(workshop);
  }
  if (closed.length === 0) return undefined;
  const now = context.clock.now();
  // Every code is compared only where a try is left for it: more workshops are no more tries of any one.
  const open: Workshop[] = [];
  for (const workshop of closed) {
    if (await participants.takeTry(workshop.id, userId, now, MOST_TRIES, TRIES_PER_MS)) open.push(workshop);
  }
  const meant = open.find((workshop) => codeOf(context, workshop) === code);
  if (meant === undefined) return { kind: open.length === 0 ? 'too-many' : 'wrong' };
  const { id } = await participants.ensure(meant.id, userId);
  await participants.update(id, { listed: true });
  return { kind: 'admitted', workshop: meant };
}
