import { z } from 'zod';
import { createWorkshop } from '../commands/create-workshop';
import { asPlainText } from '../views/plain-text';
import { NEW_FIELDS } from '../views/new-modal';
import { nameTaken } from '../views/workshop-made';
import { readNewForm } from './read-new-form';
import type { Submit } from './submitted';

const Origin = z.object({ channel: z.string().min(1) });
/** Slack waits 3 s for the answer to a form; a slow store must not use them up. */
const PATIENCE_MS = 1_000;

/** The form of `new`: errors under their fields, else the workshop is made and told in the channel. */
export const submitNew: Submit = async (submitted) => {
  const { deps, by } = submitted;
  const read = readNewForm(submitted.fields);
  if ('errors' in read) return submitted.refuse(read.errors);
  const { channel } = Origin.parse(submitted.origin);
  const taken = await Promise.race([deps.usher.find(read.wish.name, channel), deps.clock.sleep(PATIENCE_MS)]);
  if (taken && 'found' in taken) {
    return submitted.refuse({ [NEW_FIELDS.name]: asPlainText(withoutChannels(nameTaken(taken.found).text)) });
  }
  await submitted.accept();
  await submitted.tell(channel, await createWorkshop(deps, by, channel, read.wish));
};

/** Mentions are not drawn under a field. */
const withoutChannels = (text: string): string => text.replace(/, made by <@[^>]+> in <#[^>]+>/, '');
