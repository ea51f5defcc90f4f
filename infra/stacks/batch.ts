import { batchCount, roomOfBatch, seatsOfBatch } from '../../workshop/seat-plan';
import { batchOfStack } from './batch-number';
import { appTask } from './constructs/app-task';
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
  const seats = seatsOfBatch(spec, batch);
  // A seat that comes later changes nothing that the others run by.
  const labels = roomOfBatch(spec, batch).map(({ label }) => label);
  const context = { stack, network, words, labels };
  const tasks = spec.apps.map((app) => appTask(context, app));
  const hosts = stack.makeHostProvider();
  for (const seat of seats) {
    host(stack, network, seat, hosts);
    seat.apps.forEach((plan, index) => seatApp(context, seat, plan, tasks[index]!));
  }
}
