import { loadBalancerCount, seatLabel } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { seatOfAddress } from '../names';
import { batchOfStack } from '../stacks/batch-number';
import type { Session } from './session';
import type { StackState } from './state';

/**
 * Addresses in the state of what the workshop has no more: of seats beyond its last, and of load balancers. A size is changed by a
 * scale alone, which somebody confirmed: these may go, whatever else a plan must not take away.
 */
export const beyondSize = ({ spec }: Workshop, state: StackState): string[] => {
  const balancers = loadBalancerCount(spec);
  return [...state.resources.keys()].filter(
    (address) => (seatOfAddress(address) ?? 0) > spec.seats || (balancerOfAddress(address) ?? 0) > balancers,
  );
};

/** `aws_lb.lb05`, `aws_lb_listener.lb05-plain` -> 5. */
function balancerOfAddress(address: string): number | undefined {
  const match = /^aws_lb(?:_listener)?\.lb(\d{2,})(?:-plain)?$/.exec(address);
  return match ? Number(match[1]) : undefined;
}

/** A host that goes while its agent is silent would keep its tasks for good, and with them the services that are to go. */
export async function removeGhostsBeyond(
  { workshop, stack, fleet }: Pick<Session, 'workshop' | 'stack' | 'fleet'>,
  beyond: readonly string[],
): Promise<void> {
  const seats = [...new Set(beyond.flatMap((address) => seatOfAddress(address) ?? []))].map(seatLabel);
  if (batchOfStack(stack) === undefined || seats.length === 0) return;
  await fleet.removeGhosts(workshop, { seats, silent: true });
}
