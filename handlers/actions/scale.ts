import { z } from 'zod';
import { whileAsking } from '../commands/while-asking';
import { askingScale, scaleAgain, scaleDone, scaleRefused, scaleStarted } from '../views/scale';
import { readValue, type Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

const Wanted = z.object({
  workshop: z.string(),
  seats: z.number().int().min(1).max(1000),
  spares: z.number().int().min(0).max(999).optional(),
  mark: z.string().max(100),
});

/** Scales to what was shown and confirmed; where that is another thing by now, it is asked anew. */
export const goScale: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const { deps, progress, by } = clicked;
  const { seats, spares, mark } = wanted;
  const wish = { seats, ...(spares === undefined ? {} : { spares }) };
  const begun = await whileAsking(clicked, askingScale(workshop), deps.usher.resizing.begin(workshop, by, wish, mark));
  if ('refused' in begun) await clicked.replace(scaleRefused(workshop, begun));
  else if ('again' in begun) await clicked.replace(scaleAgain(begun.again, wish));
  else if ('resized' in begun) await clicked.replace(scaleDone(begun.plan));
  else {
    await clicked.replace(scaleStarted(begun.plan));
    await progress.start(begun.started.id, workshop.crewChannel);
  }
};
