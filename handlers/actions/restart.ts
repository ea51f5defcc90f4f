import { z } from 'zod';
import { chooseApps } from '../commands/choose-apps';
import { chooseSeats } from '../commands/choose-seats';
import { isUsageError } from '../commands/parse/usage';
import { startRestart } from '../commands/start-restart';
import { restartAnswer } from '../views/restart';
import { usageAnswer } from '../views/refusals';
import { readValue, type Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';
import { Selector } from './selector';

const Wanted = z.object({
  workshop: z.string(),
  seats: Selector,
  apps: z.array(z.string()).max(20),
});

/** Restarts what was asked for and confirmed; the seats are looked up again, as people move. */
export const goRestart: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const { usher } = clicked.deps;
  const apps = chooseApps(workshop, wanted.apps);
  const seats = isUsageError(apps) ? apps : await chooseSeats(usher, await usher.status(workshop), wanted.seats);
  if (isUsageError(apps)) await clicked.replace(usageAnswer(apps, undefined));
  else if (isUsageError(seats)) await clicked.replace(usageAnswer(seats, undefined));
  else await clicked.replace(restartAnswer(await startRestart(clicked, workshop, seats, apps)));
};
