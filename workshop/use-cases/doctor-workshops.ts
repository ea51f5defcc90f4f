import type { Operation } from '../operation';
import type { CheckResult, Checkup } from '../ports/checkup';
import type { Clock } from '../ports/clock';
import type { Store } from '../ports/store';

const GROUP = 'Workshops';
const HOUR_MS = 3_600_000;
/** Names told of one kind of trouble; the rest is counted. */
const MOST_NAMED = 5;

/** What goes on longer than it should: operations above an hour, workshops past their end. */
export function workshopCheckups(store: Pick<Store, 'workshops' | 'operations'>, clock: Pick<Clock, 'now'>): Checkup[] {
  return [
    { group: GROUP, title: 'Running work', run: () => checkOperations(store, clock.now()) },
    { group: GROUP, title: 'Ends', run: () => checkEnds(store, clock.now()) },
  ];
}

async function checkOperations(
  { operations, workshops }: Pick<Store, 'workshops' | 'operations'>,
  now: Date,
): Promise<CheckResult> {
  const running = await operations.running();
  const old = running.filter(({ startedAt }) => now.getTime() - startedAt.getTime() > HOUR_MS);
  if (old.length === 0) {
    return {
      state: 'well',
      says: running.length === 0 ? 'Nothing runs now.' : `${running.length} running, none longer than an hour.`,
    };
  }
  const words = await Promise.all(
    old.map(async ({ kind, workshopId, startedAt }: Operation) => {
      const name = (await workshops.get(workshopId))?.spec.name ?? 'a workshop';
      return `${kind} of ${name} for ${hours(now.getTime() - startedAt.getTime())}`;
    }),
  );
  return {
    state: 'ill',
    says: `Running longer than usual: ${most(words)}.`,
    mend: 'Its message and `/workshop status` say what it waits for; where nothing moves, start Usher again: it resumes.',
  };
}

async function checkEnds({ workshops }: Pick<Store, 'workshops'>, now: Date): Promise<CheckResult> {
  const living = (await workshops.list()).filter(({ deployedAt }) => deployedAt !== undefined);
  const late = living.flatMap(({ spec, endsAt }) =>
    endsAt !== undefined && endsAt < now ? [{ name: spec.name, ms: now.getTime() - endsAt.getTime() }] : [],
  );
  const [first] = late;
  if (first === undefined) return { state: 'well', says: 'No deployed workshop is past its end.' };
  return {
    state: 'ill',
    says: `Past the end, and still costing: ${most(late.map(({ name, ms }) => `${name} since ${hours(ms)}`))}.`,
    mend: `\`/workshop destroy ${first.name}\` ends it, once everybody has what they want to keep.`,
  };
}

const hours = (ms: number): string =>
  ms < HOUR_MS
    ? `${Math.max(1, Math.round(ms / 60_000))} min`
    : ms < 48 * HOUR_MS
      ? `${Math.round(ms / HOUR_MS)} h`
      : `${Math.round(ms / 24 / HOUR_MS)} days`;

const most = (words: readonly string[]): string =>
  words.slice(0, MOST_NAMED).join(', ') + (words.length > MOST_NAMED ? ` and ${words.length - MOST_NAMED} more` : '');
