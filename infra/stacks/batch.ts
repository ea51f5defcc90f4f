import { batchCount, seatsOfBatch } from '../../workshop/seat-plan';
import { batchOfStack } from './batch-number';
import { host } from './constructs/host';
import { secret, secretVariable } from './constructs/secret';
import { seatApp } from './constructs/seat-app';
import { NetworkState } from './network-outputs';
import { SEAT_WORDS } from './secrets';
import type { UsherStack } from './usher-stack';

/** The hosts and apps of ten seats or so, and their words in one secret. */
export function buildBatch(stack: UsherStack): void {
  const { spec } = stack.workshop;
  const batch = batchOfStack(stack.request.stack);
  if (batch === undefined || batch < 1 || batch > batchCount(spec)) {
    throw new RangeError(`workshop ${spec.name} has no stack ${stack.request.stack}`);
  }
  const network = new NetworkState(stack);
  const words = secret(stack, 'words', stack.request.stack, secretVariable(stack, SEAT_WORDS));
  const context = { stack, network, words };
  for (const seat of seatsOfBatch(spec, batch)) {
    host(stack, network, seat);
    for (const app of seat.apps) seatApp(context, seat, app);
  }
}
