import type { Problem } from '../../workshop/problems';

/** Who holds a state, read from Terraform's own words. */
export interface StateLock {
  readonly id: string;
  /** `user@host` */
  readonly who: string;
  readonly operation: string;
  readonly created: Date | undefined;
}

/** Reads the "Lock Info" of a refused lock; undefined where the text is about something else. */
export function parseLock(words: string): StateLock | undefined {
  if (!/acquiring the state lock|state lock/i.test(words)) return undefined;
  const field = (name: string): string => new RegExp(`^\\s*${name}:\\s*(.*?)\\s*$`, 'm').exec(words)?.[1] ?? '';
  const id = field('ID');
  const created = new Date(
    field('Created')
      .replace(/(\.\d{3})\d*/, '$1')
      .replace(/ \+0000 UTC.*$/, 'Z')
      .replace(' ', 'T'),
  );
  return {
    id,
    who: field('Who'),
    operation: field('Operation'),
    created: Number.isNaN(created.getTime()) ? undefined : created,
  };
}

/** The same, as a refusal that informs. */
export function lockProblem(words: string): Problem | undefined {
  const lock = parseLock(words);
  if (!lock) return undefined;
  return lockedBy(lock.who || 'another Terraform', lock.created?.toISOString(), lock.id);
}

/** Somebody else works on the stack. */
export function lockedBy(who: string, since: string | undefined, lockId?: string): Problem {
  return {
    kind: 'locked',
    summary: `${who} is working on this stack${since ? ` since ${since.replace('T', ' ').slice(0, 16)} UTC` : ''}.`,
    next: 'Wait until that ends and deploy again.',
    detail: { who, ...(since ? { since } : {}), ...(lockId ? { lockId } : {}) },
  };
}

/**
 * True when the lock can only be the one our own dead Terraform left: taken by this user on this machine, between the
 * start of that run and its last sign of life.
 */
export function isOurStaleLock(
  lock: StateLock,
  us: { readonly who: string; readonly from: Date; readonly until: Date },
): boolean {
  const taken = lock.created?.getTime();
  const slack = 5_000;
  return (
    lock.id !== '' &&
    lock.who === us.who &&
    taken !== undefined &&
    taken >= us.from.getTime() - slack &&
    taken <= us.until.getTime() + slack
  );
}
