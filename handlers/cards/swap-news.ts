import { OWNERS_TOLD } from '../../workshop/operation';
import { sayOnce } from '../progress/say-once';
import { seatSwapped } from '../views/swap';
import type { CardContext } from './context';

/** Tells whoever sits in a seat that it answers from another machine, and whether their files came along; nothing where it does not answer. */
export async function tellSwap({ deps, outbox }: CardContext, operationId: string): Promise<void> {
  const { usher } = deps;
  const view = await usher.progress(operationId);
  const { swap, seats: [no] = [] } = view?.operation.target ?? {};
  if (!view || swap === undefined) return;
  const seat = view.seats.find((each) => each.no === no);
  const { participants } = await usher.status(view.workshop);
  const sitter = participants.find(({ id }) => id === seat?.owner);
  const channel = sitter?.dmChannel ?? sitter?.userId;
  if (channel !== undefined && seat?.state === 'ready') {
    await sayOnce(deps, outbox, view.operation, [`owner:${seat.no}`], () =>
      outbox.post(channel, seatSwapped(seat.no, swap.work)),
    );
  }
  if (!outbox.isStopped()) await usher.tellOnce(operationId, OWNERS_TOLD);
}
