import { z } from 'zod';
import { whileAsking } from '../commands/while-asking';
import { askingAws } from '../views/plan';
import { quotaAsked, quotaNotAsked, quotaPending } from '../views/quota';
import { clickedWorkshop } from './clicked-workshop';
import { readValue, type Click } from './clicked';

const Wanted = z.object({ workshop: z.string(), code: z.string().regex(/^L-[A-Z0-9]{4,16}$/) });

/** Asks AWS for a larger quota, as large as the workshop needs now. */
export const askQuota: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!wanted || !workshop) return;
  const { deps, by } = clicked;
  const asked = await whileAsking(clicked, askingAws(workshop), deps.usher.quotas.ask(workshop, by, wanted.code));
  await clicked.answer(
    'asked' in asked
      ? quotaAsked(asked.asked)
      : 'pending' in asked
        ? quotaPending(asked.pending)
        : quotaNotAsked(asked.refused),
  );
};
