import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import { doorsClosed, invitationMessage } from '../views/invitation';
import { slackErrorOf } from '../slack-error';

type Inviting = Pick<HandlerDeps, 'client' | 'background' | 'log' | 'usher'>;

/** Posts the invitation with *Get my seat* in the workshop's room and pins it where that is allowed. Throws where Slack refuses the post. */
export async function postRoomInvitation(deps: Inviting, workshop: Workshop): Promise<void> {
  const { client, background, log, usher } = deps;
  if (workshop.room === undefined) return;
  const { channel, ts } = await client.chat.postMessage({
    channel: workshop.room,
    ...invitationMessage(workshop),
    unfurl_links: false,
    unfurl_media: false,
  });
  if (channel === undefined || ts === undefined) return;
  await usher.noteInvitation(workshop.id, { channel, ts });
  await background.pins
    .add({ channel, timestamp: ts })
    .catch((error: unknown) => log.info('the invitation is not pinned', { channel, reason: String(error) }));
}

/** Makes the invitation in the room say that the doors are closed; one that is gone needs no edit. */
export async function showClosed({ background, log }: Inviting, workshop: Workshop): Promise<void> {
  const { invitation } = workshop;
  if (invitation === undefined) return;
  try {
    await background.chat.update({ ...invitation, ...doorsClosed(workshop) });
  } catch (error) {
    log.info('the invitation could not be edited', { reason: slackErrorOf(error) ?? String(error) });
  }
}
