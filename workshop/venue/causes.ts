import type { Check } from './check';
import type { VenueAnswer } from './venue';

/** What several people's answers have in common. */
export interface Cause {
  readonly what: 'no-page' | 'not-admitted' | 'all-ports' | 'some-ports' | 'sockets';
  readonly people: readonly string[];
  /** Of `some-ports`: titles of the apps behind them. */
  readonly apps: readonly string[];
  /** Everybody who sent something has it. */
  readonly everybody: boolean;
}

/** What is in the way, by what people sent; what most have comes first. */
export function causesOf(checks: readonly Check[], answers: readonly VenueAnswer[]): Cause[] {
  const causes = new Map<string, { what: Cause['what']; people: string[]; apps: readonly string[] }>();
  const add = (what: Cause['what'], userId: string, apps: readonly string[] = []): void => {
    const key = [what, ...apps].join(' ');
    const cause = causes.get(key) ?? { what, people: [], apps };
    causes.set(key, { ...cause, people: [...cause.people, userId] });
  };
  for (const { userId, found } of answers) {
    if (found.noPage) add('no-page', userId);
    if (found.notAdmitted) add('not-admitted', userId);
    const blocked = checks.filter((_, index) => found.blocked.includes(index));
    if (blocked.length > 0 && blocked.length === checks.length) add('all-ports', userId);
    else if (blocked.length > 0) add('some-ports', userId, [...new Set(blocked.map(({ app }) => app))]);
    // Through a closed door no web socket comes: that is one cause, and not two.
    else if (found.noSocket) add('sockets', userId);
  }
  return [...causes.values()]
    .map((cause) => ({ ...cause, everybody: cause.people.length === answers.length }))
    .sort((a, b) => b.people.length - a.people.length);
}

/** Whether somebody can work from where they are. */
export const reachesAll = ({ found }: VenueAnswer): boolean =>
  found.blocked.length === 0 && !found.notAdmitted && !found.noSocket && !found.noPage;
