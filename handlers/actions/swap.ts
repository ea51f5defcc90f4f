import { z } from 'zod';
import type { Workshop } from '../../workshop/workshop';
import { whileAsking } from '../commands/while-asking';
import type { Message } from '../views/blocks';
import { alreadyRunning } from '../views/operation-answers';
import { askingForSpare, isSwapOf, swapRefused, swapRunsAlready, swapStarted } from '../views/swap';
import { readValue, type Click, type Clicked } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

const Wanted = z.object({
  workshop: z.string(),
  seat: z.number().int().min(1).max(1000),
  asked: z.literal(true).optional(),
});

/** From a question, which goes, or a line about a seat that is not well, which stays. */
export const goSwap: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const answer = await startSwap(clicked, workshop, wanted.seat);
  await (wanted.asked ? clicked.replace(answer) : clicked.answer(answer));
};

/** Starts the swap, shows it in the crew channel, and says what became of asking. */
export async function startSwap(
  clicked: Pick<Clicked, 'deps' | 'progress' | 'by' | 'answer'>,
  workshop: Workshop,
  no: number,
): Promise<Message> {
  const { deps, progress, by } = clicked;
  const begun = await whileAsking(clicked, askingForSpare(workshop), deps.usher.swaps.start(workshop, by, no));
  if ('refused' in begun) return swapRefused(workshop, no, begun);
  if ('running' in begun) {
    if (isSwapOf(begun.running, no)) return swapRunsAlready(workshop, no, begun.running);
    return alreadyRunning(workshop, begun.running, await deps.usher.progress(begun.running.id));
  }
  await progress.start(begun.started.id, workshop.crewChannel);
  return swapStarted(workshop, no, begun.started.target?.swap?.spare);
}
