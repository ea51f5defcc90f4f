import type { StackEvent } from '../../workshop/ports/provisioner';
import { isEnding, placeOf } from './instances';
import { planOnce } from './plan';
import type { Session } from './session';
import type { StackState } from './state';

const HOST = 'aws_instance';

/**
 * Takes the hosts out of a stack's state that are no longer its own: those whose tags name another place by now, since a swap gave
 * them another seat's number, and those that have ended while another one carries their number. What has the number is then taken up
 * by its tags, as whatever a state lacks. Returns the state as it is afterwards.
 */
export async function* withoutMovedHosts(session: Session, state: StackState): AsyncGenerator<StackEvent, StackState> {
  const gone = await movedHosts(session, state);
  if (gone.length === 0) return state;
  const { workspace } = session;
  try {
    await workspace.forget(gone);
  } catch {
    // A lost run of ours may have left its lock, which a plan knows how to judge.
    yield* planOnce(session, ['-refresh=false']);
    await workspace.forget(gone);
  }
  return workspace.state();
}

/** Their addresses. */
export async function movedHosts(
  { workshop, stack, fleet, finder }: Pick<Session, 'workshop' | 'stack' | 'fleet' | 'finder'>,
  state: StackState,
): Promise<string[]> {
  const hosts = [...state.resources].flatMap(([address, { type, attributes }]) =>
    type === HOST && typeof attributes['id'] === 'string' ? [{ address, id: attributes['id'] }] : [],
  );
  if (hosts.length === 0) return [];
  const looks = await fleet.look(
    workshop.spec.region,
    hosts.map(({ id }) => id),
  );
  const moved: string[] = [];
  const ended: string[] = [];
  for (const { address, id } of hosts) {
    const look = looks.get(id);
    const place = look?.place ?? placeOf(stack, address);
    if (place !== placeOf(stack, address)) moved.push(address);
    else if (look === undefined || isEnding(look)) ended.push(address);
  }
  const successors = ended.length === 0 ? new Map<string, string>() : await finder.tagged(workshop, stack, ended);
  return [...moved, ...ended.filter((address) => successors.has(address))];
}
