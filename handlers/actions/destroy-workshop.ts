import { z } from 'zod';
import { workshopGone } from '../views/choose-workshop';
import { DESTROY_FIELD } from '../views/destroy-modal';
import { alreadyRunning, destroyStarted } from '../views/operation-answers';
import type { Submit } from './submitted';

const Origin = z.object({ workshop: z.string(), name: z.string(), channel: z.string() });

/** The window of `destroy`: only the workshop's own name, typed, lets it go. */
export const submitDestroy: Submit = async (submitted) => {
  const { deps, by, progress } = submitted;
  const { workshop: id, name, channel } = Origin.parse(submitted.origin);
  const typed = (submitted.fields[DESTROY_FIELD] ?? '').trim().toLowerCase();
  if (typed !== name) {
    return submitted.refuse({ [DESTROY_FIELD]: `That is not its name. Type ${name} to destroy it, or choose Keep.` });
  }
  await submitted.accept();
  const workshop = await deps.usher.get(id);
  if (!workshop) throw new Error(`the destroy window names the workshop ${id}, which is unknown`);
  if (workshop.state === 'destroyed') return submitted.tell(channel, workshopGone(workshop));
  const begun = await deps.usher.destroy(workshop, by);
  if ('running' in begun) {
    const view = await deps.usher.progress(begun.running.id);
    return submitted.tell(channel, alreadyRunning(workshop, begun.running, view));
  }
  await submitted.tell(channel, destroyStarted(workshop));
  await progress.start(begun.started.id, workshop.crewChannel);
};
