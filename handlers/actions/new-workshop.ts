import { z } from 'zod';
import { checkWish } from '../commands/check-wish';
import { createWorkshop } from '../commands/create-workshop';
import { isUsageError } from '../commands/parse/usage';
import { wishOf, type SaidWish } from '../commands/wish';
import { NEW_FIELDS } from '../views/new-modal';
import { asPlainText } from '../views/plain-text';
import { usageAnswer } from '../views/refusals';
import { cannotRead, fileProblems, fileRefusal, underField } from '../views/workshop-file';
import { nameTaken } from '../views/workshop-made';
import type { FileWish } from '../workshop-file';
import { readNewForm } from './read-new-form';
import { readOrigin, type Submit, type Submitted } from './submitted';
import { readUpload, type ReadUpload, type UploadedFile } from './uploaded-file';

const Origin = z.object({ channel: z.string().regex(/^\w{1,30}$/) });
/** Slack waits 3 s for the answer to a form; a slow store, or a slow download, must not use them up. */
const PATIENCE_MS = 1_000;

/** The form of `new`: errors under their fields, else the workshop is made and told in the channel. */
export const submitNew: Submit = async (submitted) => {
  const { deps, uploads } = submitted;
  const upload = uploads[NEW_FIELDS.file];
  const read = readNewForm(submitted.fields, upload !== undefined);
  if ('errors' in read) return submitted.refuse(read.errors);
  const origin = await readOrigin(submitted, Origin);
  if (!origin) return;
  const { channel } = origin;
  if (upload === undefined) return finish(submitted, channel, read.said, undefined);

  const reading = readUpload(deps, upload);
  const file = await Promise.race([reading, deps.clock.sleep(PATIENCE_MS)]);
  if (file === undefined) {
    // The form closes before Slack loses patience; what the file says is told in a message.
    await submitted.accept();
    const late: Submitted = {
      ...submitted,
      accept: () => Promise.resolve(),
      refuse: (errors) => tellErrors(submitted, channel, errors),
    };
    return take(late, channel, read.said, upload, await reading, true);
  }
  return take(submitted, channel, read.said, upload, file, false);
};

async function take(
  submitted: Submitted,
  channel: string,
  said: SaidWish,
  { name }: UploadedFile,
  file: ReadUpload,
  closed: boolean,
): Promise<void> {
  if ('wish' in file) return finish(submitted, channel, said, file.wish);
  if ('refused' in file) {
    if (closed) return submitted.tell(channel, cannotRead(file.refused));
    return submitted.refuse({ [NEW_FIELDS.file]: asPlainText(fileRefusal(file.refused)) });
  }
  const { text, all } = underField(file.problems);
  if (!closed) await submitted.refuse({ [NEW_FIELDS.file]: text });
  if (closed || !all) await submitted.tell(channel, fileProblems(name, file.problems));
}

/** Field under which the form shows what is wrong between its parts. */
const FIELD_OF = { spares: NEW_FIELDS.spares, exposure: NEW_FIELDS.proof, allow: NEW_FIELDS.file } as const;

async function finish(
  submitted: Submitted,
  channel: string,
  said: SaidWish,
  file: FileWish | undefined,
): Promise<void> {
  const { deps, by } = submitted;
  const wish = wishOf(said, file);
  if (isUsageError(wish)) return submitted.refuse({ [NEW_FIELDS.domain]: asPlainText(wish.says) });
  const wrong = checkWish(wish);
  if (wrong) return submitted.refuse({ [FIELD_OF[wrong.about]]: asPlainText(wrong.says) });
  const taken = await Promise.race([deps.usher.find(wish.name, channel), deps.clock.sleep(PATIENCE_MS)]);
  if (taken && 'found' in taken) {
    return submitted.refuse({ [NEW_FIELDS.name]: asPlainText(withoutChannels(nameTaken(taken.found).text)) });
  }
  await submitted.accept();
  await submitted.tell(channel, await createWorkshop(deps, by, channel, wish));
}

/** Where the form is gone already. */
const tellErrors = (submitted: Submitted, channel: string, errors: Record<string, string>): Promise<void> =>
  submitted.tell(channel, usageAnswer({ kind: 'usage error', says: Object.values(errors).join(' ') }, undefined));

/** Mentions are not drawn under a field. */
const withoutChannels = (text: string): string => text.replace(/, made by <@[^>]+> in <#[^>]+>/, '');
