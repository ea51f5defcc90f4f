import type { RosterLine } from '../../workshop/roster';
import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import { postQuietly } from '../private-answer';
import { lookedUp, lookingUp, previewMessage, unreadable } from '../views/roster-import';
import { readFile, type RosterFile } from './file';
import { lookUp, minutesFor } from './look-up';

/**
 * Reads a list, looks its people up in Slack and shows, in the DM of whoever sent it, what it would change. Changes nothing: the
 * lines that are good are kept until they are confirmed.
 */
export async function previewRoster(
  deps: HandlerDeps,
  by: string,
  workshop: Workshop,
  file: RosterFile,
): Promise<void> {
  const csv = await readFile(deps, file);
  if ('refused' in csv) {
    await postQuietly(deps, by, unreadable(file, csv.refused));
    return;
  }
  const lines = await lookUpAloud(deps, by, workshop, file, csv.lines);
  const plan = await deps.usher.planRoster(workshop, lines);
  const confirmed = plan.good.some(({ changes }) => changes)
    ? await deps.usher.keepRoster({
        workshopId: workshop.id,
        by,
        // The seats that are shown are those that are given.
        lines: plan.good.map(({ line, seat }) => (seat === undefined ? line : { ...line, seat })),
      })
    : undefined;
  await postQuietly(deps, by, previewMessage(workshop, file, csv, plan, confirmed));
}

/** Looks up who is not known yet; what takes longer than a minute is told, in one message. */
async function lookUpAloud(
  deps: HandlerDeps,
  by: string,
  workshop: Workshop,
  file: RosterFile,
  lines: readonly RosterLine[],
): Promise<readonly RosterLine[]> {
  const { participants } = await deps.usher.status(workshop);
  const known = new Map(
    participants.flatMap(({ email, userId }) => (email && userId ? [[email, userId] as const] : [])),
  );
  let told: { readonly channel: string; readonly ts: string } | undefined;
  const looked = await lookUp(deps, lines, known, async (asked, of) => {
    const message = lookingUp(file, asked, of, minutesFor(of - asked) + 1);
    if (told) await edit(deps, told, message);
    else {
      const { channel = by, ts = '' } = await postQuietly(deps, by, message);
      told = { channel, ts };
    }
  });
  if (told) await edit(deps, told, lookedUp(file));
  return looked;
}

/** Nobody's list fails because a message could not be edited. */
async function edit(
  { background, log }: Pick<HandlerDeps, 'background' | 'log'>,
  place: { readonly channel: string; readonly ts: string },
  message: ReturnType<typeof lookedUp>,
): Promise<void> {
  await background.chat
    .update({ ...place, ...message })
    .catch((error: unknown) => log.info('a message could not be edited', { reason: String(error) }));
}
