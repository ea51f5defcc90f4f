import { z } from 'zod';
import { refuseAt } from '../guards/refuse';
import { workshopGone } from '../views/choose-workshop';
import { DESTROY_FIELD } from '../views/destroy-modal';
import { alreadyRunning, destroyStarted } from '../views/operation-answers';
import { plain } from '../views/refusals';
import { WorkshopId } from './clicked-workshop';
import { readOrigin, type Submit } from './submitted';

const Origin = z.object({ workshop: WorkshopId, name: z.string(), channel: z.string().regex(/^\w{1,30}$/) });

/** The window of `destroy`: only the workshop's own name, typed, lets it go. */
export const submitDestroy: Submit = async (submitted) => {
  const { deps, by, progress } = submitted;
  const origin = await readOrigin(submitted, Origin);
  if (!origin) return;
  const { workshop: id, name, channel } = origin;
  const typed = (submitted.fields[DESTROY_FIELD] ?? '').trim().toLowerCase();
  if (typed !== name) {
    return submitted.refuse({ [DESTROY_FIELD]: `That is not its name. Type ${name} to destroy it, or choose Keep.` });
  }
  await submitted.accept();
  const workshop = await deps.usher.get(id);
  // The name above came with the window: it saves whoever mistypes a wait, and decides nothing.
  if (workshop?.spec.name !== typed) {
    return submitted.tell(channel, plain('That window was not about that workshop, so I did nothing.'));
  }
  const refusal = refuseAt(submitted, workshop);
  if (refusal) return submitted.tell(channel, refusal);
  if (workshop.state === 'destroyed') return submitted.tell(channel, workshopGone(workshop));
  const begun = await deps.usher.destroy(workshop, by);
  if ('running' in begun) {
    const view = await deps.usher.progress(begun.running.id);
    return submitted.tell(channel, alreadyRunning(workshop, begun.running, view));
  }
  await submitted.tell(channel, destroyStarted(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
};
