import { isEnding, placeOf } from './instances';
import type { Session } from './session';
import type { StackState } from './state';

const HOST = 'aws_instance';

/**
 * Takes the hosts out of a stack's state that are no longer its own: those whose tags name another place by now, since a swap gave
 * them another seat's number, and those that have ended while another one carries their number. What has the number is then taken up
 * by its tags, as whatever a state lacks. Returns the state as it is afterwards.
 */
export async function withoutMovedHosts(
  { workshop, stack, fleet, finder, workspace }: Pick<Session, 'workshop' | 'stack' | 'fleet' | 'finder' | 'workspace'>,
  state: StackState,
): Promise<StackState> {
  const hosts = [...state.resources].flatMap(([address, { type, attributes }]) =>
    type === HOST && typeof attributes['id'] === 'string' ? [{ address, id: attributes['id'] }] : [],
  );
  if (hosts.length === 0) return state;
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
  const gone = [...moved, ...ended.filter((address) => successors.has(address))];
  if (gone.length === 0) return state;
  await workspace.forget(gone);
  return workspace.state();
}
