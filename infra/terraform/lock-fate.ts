import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isWorkedOn } from './process-list';
import type { Session } from './session';
import { isOurStaleLock, type StateLock } from './state-lock';
import { whoWeAre } from './who';

/** Milliseconds a worker may have gone on after its last sign of life, and clocks may differ. */
const MARGIN_MS = 60_000;

/**
 * What is to be done about a lock: `release` where it is certain that the Terraform that took it is dead; `wait` where it is one of
 * the lost run's, which is killed at the latest when its time to stop is over; `keep` where it is anybody else's.
 */
export async function fateOfLock(
  lock: StateLock,
  session: Pick<Session, 'interrupted' | 'lost' | 'stopTimeoutMs' | 'clock' | 'workspace'>,
): Promise<'release' | 'wait' | 'keep'> {
  const { interrupted, lost, stopTimeoutMs, clock, workspace } = session;
  // The claim on the folder has seen to it that no Terraform of that run lives.
  if (interrupted && isOurStaleLock(lock, { who: whoWeAre(), ...interrupted })) return 'release';
  if (!lost || !isOurStaleLock(lock, { ...lost, until: new Date(lost.until.getTime() + MARGIN_MS) })) return 'keep';
  if (clock.now().getTime() >= lost.until.getTime() + stopTimeoutMs + MARGIN_MS) return 'release';
  const isHere = lost.who.slice(lost.who.lastIndexOf('@') + 1) === hostname();
  if (!isHere) return 'wait';
  const place = join(basename(dirname(workspace.folder)), basename(workspace.folder));
  return (await isWorkedOn(place)) === false ? 'release' : 'wait';
}
