import type { Context } from '../context';
import { planSeat } from '../seat-plan';
import type { SwapPlan, SwapRefused, Swaps } from '../usher/swaps';
import type { Workshop } from '../workshop';
import { begin } from './start-operation';

export function swapping(context: Context): Swaps {
  return {
    plan: (workshop, no) => planSwap(context, workshop, no),
    async start(workshop, by, no) {
      const plan = await planSwap(context, workshop, no);
      if ('refused' in plan) {
        // The spare that is being swapped to is none that is ready: what runs says more.
        const [running] = (await context.store.operations.running(workshop.id)).filter(({ kind }) => kind === 'swap');
        return running && plan.refused === 'none-ready' ? { running } : plan;
      }
      const stackOf = (seat: number): string => planSeat(workshop.spec, seat).stack;
      return begin(context, {
        workshopId: workshop.id,
        kind: 'swap',
        startedBy: by,
        target: { seats: [no], apps: [], swap: { spare: plan.spare } },
        stacks: [...new Set([stackOf(no), stackOf(plan.spare)])],
        replacing: new Map([[stackOf(plan.spare), [plan.spare]]]),
      });
    },
  };
}

/** The first spare that is ready, that nobody sits at, and whose machine answers. */
async function planSwap({ store, cloud }: Context, workshop: Workshop, no: number): Promise<SwapPlan | SwapRefused> {
  const { spec, state } = workshop;
  if (state !== 'deployed' && state !== 'deploying') return { refused: 'not-deployed' };
  const all = await store.seats.list(workshop.id);
  const seat = all.find((each) => each.no === no);
  if (seat === undefined || seat.state === 'absent') return { refused: 'not-deployed' };
  if (seat.spare) return { refused: 'spare' };
  if (spec.spares === 0) return { refused: 'no-spares' };
  if (spec.storage.kind === 'volume') return { refused: 'volumes' };
  const free = all.filter((each) => each.spare && each.state === 'ready' && each.owner === undefined);
  if (free.length === 0) return { refused: 'none-ready' };
  const { seats } = await cloud.inspect(workshop);
  const answers = (number: number): boolean => {
    const seen = seats.get(number);
    return seen?.host === 'running' && seen.agentConnected;
  };
  const spare = free.find((each) => answers(each.no));
  if (spare === undefined) return { refused: 'none-ready' };
  const sitter =
    seat.owner === undefined
      ? undefined
      : (await store.participants.list(workshop.id)).find(({ id }) => id === seat.owner);
  return { spare: spare.no, answers: answers(no), sitter };
}
