import { z } from 'zod';
import { draftPush } from '../commands/files';
import { refuseAt } from '../guards/refuse';
import { readPushPath } from '../../workshop/push-path';
import { errandStarted } from '../views/errand';
import { MOST_PUSHED, notPushed, PUSH_FIELD, PUSH_FOLDER, pushRefusal, pushRunning } from '../views/push';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { WorkshopId } from './clicked-workshop';
import { readOrigin, type Submit } from './submitted';

const Origin = z.object({ workshop: WorkshopId, channel: z.string().regex(/^\w{1,30}$/) });

/** The window of `files push`: closes at once; the question follows when the file is kept. */
export const submitPush: Submit = async (submitted) => {
  const { deps, by, uploads, fields } = submitted;
  const file = uploads[PUSH_FIELD];
  if (!file) return submitted.refuse({ [PUSH_FIELD]: 'Which file?' });
  if (file.size > MOST_PUSHED) return submitted.refuse({ [PUSH_FIELD]: pushRefusal('too-large') });
  const path = readPushPath(`${fields[PUSH_FOLDER] ?? ''}/${file.name}`);
  if (path === undefined) return submitted.refuse({ [PUSH_FOLDER]: pushRefusal('bad-path') });
  const origin = await readOrigin(submitted, Origin);
  if (!origin) return;
  await submitted.accept();
  const workshop = await deps.usher.get(origin.workshop);
  if (!workshop || workshop.state === 'destroyed') {
    return submitted.tell(origin.channel, plain('That workshop is gone, so nothing was pushed.'));
  }
  const refusal = refuseAt(submitted, workshop);
  if (refusal) return submitted.tell(origin.channel, refusal);
  const fetched =
    file.url === undefined
      ? ({ refused: 'forbidden' } as const)
      : await deps.workshopFiles.fetch(file.url, MOST_PUSHED);
  await submitted.tell(
    origin.channel,
    'refused' in fetched
      ? plain(pushRefusal(fetched.refused))
      : await draftPush(deps, workshop, by, path, { bytes: fetched.bytes }),
  );
};

/** The question about a push was answered with yes. */
export const goPush: Click = async (clicked) => {
  const { errands } = clicked.deps.usher;
  const id = WorkshopId.safeParse(clicked.value);
  const workshop = id.success ? await errands.workshopOf(id.data) : undefined;
  if (!id.success || !workshop) return clicked.replace(notPushed('unknown'));
  const refusal = refuseAt(clicked, workshop);
  if (refusal) return clicked.answer(refusal);
  const begun = await errands.confirmPush(id.data, clicked.by);
  if ('refused' in begun) return clicked.replace(notPushed(begun.refused));
  if ('running' in begun) return clicked.answer(pushRunning(workshop));
  const view = await errands.view(begun.started.id);
  if (view) await clicked.replace(errandStarted(view));
};
