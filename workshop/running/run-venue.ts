import type { Context } from '../context';
import type { Operation } from '../operation';
import type { Problem } from '../problems';
import { venueOnAws } from '../use-cases/venue';
import type { Workshop } from '../workshop';
import type { Outcome } from './run-deploy';
import { runStacks } from './run-stacks';

const SILENT: Problem = {
  kind: 'timeout',
  summary: 'The seat behind the page does not answer, so live connections would look blocked.',
  next: '`/workshop venue end`, then `/workshop venue --seat` once more.',
};

/** Puts the page up and waits for the seat behind it: told earlier, people would find its web socket closed. */
export async function runVenue(
  context: Context,
  workshop: Workshop,
  operation: Operation,
  cancelled: AbortSignal,
): Promise<Outcome> {
  const outcome = await runStacks(context, workshop, operation, cancelled);
  const venue = await context.store.venues.of(workshop.id);
  if (outcome?.state !== 'succeeded' || !venue?.seat || venue.address === undefined) return outcome;
  const { clock, pace, probe, signal } = context;
  const { spec, venue: plan } = await venueOnAws(context, workshop);
  const [check] = plan.checks;
  const path = spec.apps[0]?.healthPath ?? '/';
  const host = check?.host;
  const url = host === undefined ? `http://${venue.address}:${check?.port}${path}` : `https://${host}${path}`;
  const deadline = clock.now().getTime() + pace.readyTimeoutMs;
  const stop = AbortSignal.any([signal, cancelled]);
  while (!(await probe.probe(url, host === undefined ? undefined : venue.address, stop))) {
    if (signal.aborted) return undefined;
    if (cancelled.aborted) return { state: 'cancelled' };
    if (clock.now().getTime() >= deadline) return { state: 'partial', problem: SILENT };
    await clock.sleep(pace.pollMs, stop);
  }
  return outcome;
}
