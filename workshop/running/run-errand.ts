import type { Context } from '../context';
import type { Errand } from '../errand';
import type { JobOf } from '../jobs';
import type { HostOrder, HostResult, HostScript } from '../ports/host-shell';
import { ProblemError, type Problem } from '../problems';
import type { Workshop } from '../workshop';
import { collectedOf, pushedOf } from './errand-results';

/**
 * Does what is left of an errand, seat by seat, and stores how each ended; what one host was told twice, because a process died
 * meanwhile, does no harm. Throws where this process stops in the middle, so that the job goes to another.
 */
export async function runErrand(context: Context, { errandId }: JobOf<'errand'>, ours: AbortSignal): Promise<void> {
  const { store } = context;
  const errand = await store.errands.get(errandId);
  const workshop = errand && (await store.workshops.get(errand.workshopId));
  if (!workshop || errand.state !== 'running') return;
  const signal = AbortSignal.any([context.signal, ours]);
  const problem = await doIt(context, workshop, errand, signal);
  if (signal.aborted) throw new Error(`the ${errand.kind} of ${workshop.spec.name} is left to another process`);
  if (!(await store.errands.end(errandId, problem))) return;
  const seats = await store.errands.seats(errandId);
  await context.emit({
    workshopId: workshop.id,
    actor: errand.by,
    type: 'errand-ended',
    errandId,
    kind: errand.kind,
    done: seats.filter(({ state }) => state === 'done').length,
    of: seats.length,
  });
}

/** Returns why nothing could be done, where that is so; then every seat that was left has failed. */
async function doIt(
  context: Context,
  workshop: Workshop,
  errand: Errand,
  signal: AbortSignal,
): Promise<Problem | undefined> {
  const { errands } = context.store;
  const due = async (): Promise<number[]> =>
    (await errands.seats(errand.id)).filter(({ state }) => state === 'due').map(({ no }) => no);
  try {
    const { script, orders } = await WAYS[errand.kind](context, workshop, errand, await due());
    for await (const result of context.hosts.run(workshop, script, orders, signal)) {
      await errands.settle(errand.id, result.no, endOf(errand, result));
    }
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    const problem = problemOf(context, errand, error);
    for (const no of await due()) await errands.settle(errand.id, no, { problem });
    return problem;
  }
}

interface Way {
  readonly script: HostScript;
  readonly orders: readonly HostOrder[];
}

const WAYS: Record<
  Errand['kind'],
  (context: Context, workshop: Workshop, errand: Errand, seats: readonly number[]) => Promise<Way>
> = {
  async collect({ archive }, workshop, _errand, seats) {
    await archive.open(workshop);
    const orders: HostOrder[] = [];
    for (const no of seats) orders.push({ no, values: { USHER_URL: await archive.uploadUrl(workshop, no) } });
    return { script: 'pack-work', orders };
  },
  async push({ files }, workshop, { id, file }, seats) {
    if (file === undefined) throw new Error(`the push ${id} has no file`);
    const USHER_URL = await files.publish(workshop, file.key, file.path);
    return {
      script: 'deliver-file',
      orders: seats.map((no) => ({ no, values: { USHER_URL, USHER_PATH: file.path } })),
    };
  },
};

const endOf = ({ kind }: Errand, result: HostResult) => {
  if ('problem' in result) return { problem: result.problem };
  return kind === 'collect' ? collectedOf(result.said) : pushedOf(result.said);
};

function problemOf(context: Context, errand: Errand, error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  context.log(`errand ${errand.id} (${errand.kind}) broke: ${error instanceof Error ? error.stack : String(error)}`);
  return {
    kind: 'unknown',
    summary: 'Usher broke in the middle of this.',
    next: 'Give the command again. The log holds the details.',
  };
}
