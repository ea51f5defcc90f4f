import { OWNERS_TOLD } from '../../workshop/operation';
import { sayOnce } from '../progress/say-once';
import { restartDone, restartInVain, titlesOf } from '../views/seat-news';
import type { CardContext } from './context';

/** Tells the people in the seats of a restart how it ended; that it began they were told by whoever started it. */
export async function tellRestart({ deps, outbox }: CardContext, operationId: string): Promise<void> {
  const { usher } = deps;
  const view = await usher.progress(operationId);
  if (view?.operation.target === undefined) return;
  const { operation, workshop, seats } = view;
  const titles = titlesOf(workshop, operation.target?.apps ?? []);
  const { participants } = await usher.status(workshop);
  for (const seat of seats) {
    if (!operation.target?.seats.includes(seat.no)) continue;
    const sitter = participants.find(({ id }) => id === seat.owner);
    // Who has no card yet, or is owed one, was promised that message: it is their news.
    if (sitter?.dmChannel === undefined || sitter.cardTs === undefined || sitter.owedCard) continue;
    // A card that came since is a promise kept: it says that all is well.
    if (Number(sitter.cardTs) * 1000 > operation.startedAt.getTime()) continue;
    const { dmChannel } = sitter;
    await sayOnce(deps, outbox, operation, [`owner:${seat.no}`], () =>
      outbox.post(
        dmChannel,
        seat.state === 'ready' ? restartDone(titles, seat) : restartInVain(titles, seat, workshop),
      ),
    );
  }
  if (!outbox.isStopped()) await usher.tellOnce(operationId, OWNERS_TOLD);
}
