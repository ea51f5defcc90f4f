import { seatLabel } from '../../workshop/seat-plan';
import { attachmentAddress, hostAddress } from '../names';
import { isEnding } from './instances';
import type { Session } from './session';
import type { StackState } from './state';

/** Addresses of the hosts that are still to be made anew: those of before the order. What no longer exists is made anyway. */
export async function oldHosts(
  { workshop, replacement, fleet }: Pick<Session, 'workshop' | 'replacement' | 'fleet'>,
  state: StackState,
): Promise<string[]> {
  const hosts = replacement.seats.flatMap((no) => {
    const address = hostAddress(seatLabel(no));
    const id = state.resources.get(address)?.attributes['id'];
    return typeof id === 'string' ? [{ address, id }] : [];
  });
  if (hosts.length === 0) return [];
  const looks = await fleet.look(
    workshop.spec.region,
    hosts.map(({ id }) => id),
  );
  return hosts.flatMap(({ address, id }) => {
    const look = looks.get(id);
    if (!look || look.state === 'terminated') return [];
    return isEnding(look) || look.launchedAt < replacement.orderedAt ? [address] : [];
  });
}

/** Whether an attempt only took up a host of before the order, which the next one replaces. */
export const isOldHostLeft = async (session: Session): Promise<boolean> =>
  session.replacement.seats.length > 0 && (await oldHosts(session, await session.workspace.state())).length > 0;

/** What an apply may take away for the sake of these hosts: they themselves, and every volume's place on one of them. */
export const mayGo = ({ replacement }: Pick<Session, 'replacement'>, old: readonly string[]): ReadonlySet<string> =>
  new Set([...old, ...replacement.seats.map((no) => attachmentAddress(seatLabel(no)))]);

/** Takes the hosts that were replaced off the cluster: what ECS still counts as running there would never start anew. */
export async function forgetOldHosts({ workshop, replacement, fleet }: Session): Promise<void> {
  if (replacement.seats.length === 0) return;
  await fleet.removeGhosts(workshop, { seats: replacement.seats.map(seatLabel), silent: false });
}
