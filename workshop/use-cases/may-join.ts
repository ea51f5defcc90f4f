import type { Context } from '../context';
import type { Workshop } from '../workshop';
import { isCrew } from './crew';

/** Whether the workshop's join policy lets this Slack user have a seat. The crew may, to try one out. */
export async function mayJoin(context: Context, workshop: Workshop, userId: string): Promise<boolean> {
  // Asked last of the crew: most people are none, and Slack allows few questions a minute.
  return (await isInvited(context, workshop, userId)) || isCrew(context, workshop, userId);
}

async function isInvited({ store, directory }: Context, workshop: Workshop, userId: string): Promise<boolean> {
  const { join, room } = workshop;
  // Whoever an organiser put on the list may come in by any door.
  if (await store.participants.isListed(workshop.id, userId)) return true;
  switch (join) {
    case 'room':
      return room !== undefined && directory.isMember(room, userId);
    case 'anyone':
      return ['member', 'guest'].includes(await directory.standing(userId));
    default:
      return false;
  }
}
