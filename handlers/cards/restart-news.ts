import type { OperationView } from '../../workshop/usher';
import { restartByCrew, restartDone, restartInVain, titlesOf } from '../views/seat-news';
import type { CardContext } from './context';

/** Tells the people in the seats of a restart: that it begins, unless they asked for it themselves, and how it ended. */
export async function tellRestart({ deps, outbox }: CardContext, operationId: string): Promise<void> {
  const { usher } = deps;
  const view = await usher.progress(operationId);
  if (view?.operation.target === undefined) return;
  const { operation, workshop } = view;
  const ended = operation.state !== 'running';
  const participants = (await usher.status(workshop)).participants;
  for (const no of operation.target?.seats ?? []) {
    const userId = view.owners.get(no);
    const seat = view.seats.find((each) => each.no === no);
    const participant = participants.find((each) => each.userId === userId);
    const ownWish = userId === operation.startedBy;
    // Who has no card yet was promised one: that message is their news.
    if (!seat || !participant?.dmChannel || (participant.cardTs === undefined && !ownWish)) continue;
    if ((!ended && ownWish) || (ended && participant.owedCard)) continue;
    if (!(await usher.tellOnce(operationId, `owner:${no}:${ended ? 'end' : 'start'}`))) continue;
    await outbox.post(participant.dmChannel, news(view, seat, ended));
  }
}

function news({ workshop, operation }: OperationView, seat: OperationView['seats'][number], ended: boolean) {
  const titles = titlesOf(workshop, operation.target?.apps ?? []);
  if (!ended) return restartByCrew(titles, seat);
  return seat.state === 'ready' ? restartDone(titles, seat) : restartInVain(titles, seat, workshop);
}
