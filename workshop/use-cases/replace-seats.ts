import type { Context } from '../context';
import type { Operation } from '../operation';
import { ANEW, changeSeats } from '../running/change-seats';
import { planSeat } from '../seat-plan';
import type { WorkshopSummary } from '../usher/workshops';
import type { Workshop } from '../workshop';
import { begin } from './start-operation';

export type ReplaceBegun =
  | { readonly started: Operation }
  | { readonly running: Operation }
  /** `unmade`: seats that have no instance, which a deploy makes. */
  | { readonly refused: 'not-deployed' | 'off' }
  | { readonly refused: 'unmade'; readonly seats: readonly number[] };

/** Gives seats new instances, in the background. Only numbers of the workshop's seats; at least one. */
export async function replaceSeats(
  context: Context,
  workshop: Workshop,
  by: string,
  numbers: readonly number[],
): Promise<ReplaceBegun> {
  const { spec } = workshop;
  const refusal = whyNotReplace({ workshop });
  if (refusal) return refusal;
  const unmade = (await context.store.seats.list(workshop.id))
    .filter((seat) => numbers.includes(seat.no) && seat.state === 'absent')
    .map(({ no }) => no);
  if (unmade.length > 0) return { refused: 'unmade', seats: unmade };
  const replacing = new Map<string, number[]>();
  for (const no of [...numbers].sort((a, b) => a - b)) {
    const { stack } = planSeat(spec, no);
    replacing.set(stack, [...(replacing.get(stack) ?? []), no]);
  }
  const begun = await begin(context, {
    workshopId: workshop.id,
    kind: 'replace',
    startedBy: by,
    target: { seats: numbers, apps: [] },
    stacks: [...replacing.keys()],
    replacing,
  });
  if ('started' in begun) await promiseCards(context, workshop, numbers);
  return begun;
}

/** Whoever sits there and has their card gets a new one once the seat is back. */
async function promiseCards(context: Context, workshop: Workshop, numbers: readonly number[]): Promise<void> {
  const { store } = context;
  // First they are not ready any more: what is owed for a seat that is ready is paid at once.
  await changeSeats(
    context,
    workshop,
    numbers.map((no) => ({ no, ...ANEW })),
  );
  const owners = new Set(
    (await store.seats.list(workshop.id)).filter(({ no }) => numbers.includes(no)).map(({ owner }) => owner),
  );
  for (const { id, userId, cardTs } of await store.participants.list(workshop.id)) {
    if (owners.has(id) && userId !== undefined && cardTs !== undefined) {
      await store.participants.update(id, { owedCard: true });
    }
  }
}

/** Why nothing of a workshop can be replaced as it stands. */
export function whyNotReplace({
  workshop: { state },
}: Pick<WorkshopSummary, 'workshop'>): { readonly refused: 'not-deployed' | 'off' } | undefined {
  if (state === 'stopped') return { refused: 'off' };
  return state === 'deployed' || state === 'deploying' ? undefined : { refused: 'not-deployed' };
}
