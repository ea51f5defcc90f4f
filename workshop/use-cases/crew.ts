import type { Context } from '../context';
import { mayAt, type Rights, type Role } from '../crew';
import type { Usher } from '../usher/usher';
import type { Workshop } from '../workshop';

/** What this person may do: everything for those the house names as organisers, else what a workshop's crew list says. */
export async function rightsOf({ store, directory }: Context, userId: string): Promise<Rights> {
  const [house, member] = await Promise.all([directory.isOrganiser(userId), store.crew.ofUser(userId)]);
  return { house, roles: new Map(member.map(({ workshopId, role }) => [workshopId, role])) };
}

/** Whether somebody organises or helps at this workshop. */
export const isCrew = async (context: Context, workshop: Workshop, userId: string): Promise<boolean> =>
  mayAt(await rightsOf(context, userId), 'helper', workshop.id);

/** Adds somebody of the workspace to the crew; people of other workspaces, bots and the deactivated are refused. */
export async function addCrew(
  context: Context,
  workshop: Workshop,
  by: string,
  userId: string,
  role: Role,
): ReturnType<Usher['addCrew']> {
  const { store, directory } = context;
  const standing = await directory.standing(userId);
  if (standing !== 'member' && standing !== 'guest') return { refused: standing };
  const now = (await store.crew.list(workshop.id)).find((each) => each.userId === userId);
  if (now?.role === role) return { refused: 'already' };
  await store.crew.put({ workshopId: workshop.id, userId, role, addedBy: by });
  await context.emit({ workshopId: workshop.id, actor: by, type: 'crew-changed', userId, role });
  return { added: true };
}

/** They are of the crew no longer; what the house names them stays. */
export async function removeCrew(
  context: Context,
  workshop: Workshop,
  by: string,
  userId: string,
): ReturnType<Usher['removeCrew']> {
  if (!(await context.store.crew.remove(workshop.id, userId))) return { refused: 'not-in-it' };
  await context.emit({ workshopId: workshop.id, actor: by, type: 'crew-changed', userId });
  return { removed: true };
}
