import type { Workshop } from '../../workshop/workshop';
import type { HandlerDeps } from '../deps';
import { invitationMessage } from '../views/invitation';

/** Posts the invitation with *Get my seat* in the workshop's room and pins it where that is allowed. Throws where Slack refuses the post. */
export async function postRoomInvitation(
  { client, background, log }: Pick<HandlerDeps, 'client' | 'background' | 'log'>,
  workshop: Workshop,
): Promise<void> {
  if (workshop.room === undefined) return;
  const { channel, ts } = await client.chat.postMessage({
    channel: workshop.room,
    ...invitationMessage(workshop),
    unfurl_links: false,
    unfurl_media: false,
  });
  if (channel === undefined || ts === undefined) return;
  await background.pins
    .add({ channel, timestamp: ts })
    .catch((error: unknown) => log.info('the invitation is not pinned', { channel, reason: String(error) }));
}
