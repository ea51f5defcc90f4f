import { seatBeingRestarted, seatComingBack, titlesOf } from '../views/seat-news';
import { type CardContext, cardOf } from './context';

/** What is done about a seat that broke: these apps are restarted, or it comes back by itself. */
export interface Broke {
  readonly apps: readonly string[];
  readonly restarting: boolean;
}

/** One line to whoever sits there and has a card that said all is well; who is owed a message was told before. */
export async function tellBroke(
  context: CardContext,
  workshopId: string,
  no: number,
  { apps, restarting }: Broke,
): Promise<void> {
  const { deps, outbox } = context;
  const workshop = await deps.usher.get(workshopId);
  if (!workshop) return;
  const { seats, participants } = await deps.usher.status(workshop);
  const seat = seats.find((each) => each.no === no);
  const sitter = participants.find(({ id }) => id === seat?.owner);
  // Where it is over already, its end is news enough.
  if (!seat || !sitter || sitter.owedCard || (restarting && seat.state === 'ready')) return;
  await context.inTurn(sitter.id, async () => {
    const card = cardOf(context, sitter);
    if (!card) return;
    if (!restarting) await deps.usher.noteCard(sitter.id, { dmChannel: card.channel, owed: true });
    await outbox.post(
      card.channel,
      restarting ? seatBeingRestarted(titlesOf(workshop, apps), seat) : seatComingBack(seat),
    );
  });
}
