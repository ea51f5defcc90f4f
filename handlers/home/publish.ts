import type { HomeView } from '@slack/types';
import { mayAt } from '../../workshop/crew';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { HandlerDeps } from '../deps';
import { homeView } from '../views/home';

/** Draws the Home tab of one person as things are now. */
export async function publishHome(deps: HandlerDeps, userId: string): Promise<void> {
  const view = await homeOf(deps, userId, await deps.usher.list());
  await deps.client.views.publish({ user_id: userId, view });
}

/** What their Home tab shows. */
export async function homeOf(
  { usher }: Pick<HandlerDeps, 'usher'>,
  userId: string,
  living: readonly WorkshopSummary[],
): Promise<HomeView> {
  const rights = await usher.rights(userId);
  const organised = living.filter(({ workshop }) => mayAt(rights, 'organiser', workshop.id));
  return homeView(userId, living, rights.house || organised.length > 0 ? organised : undefined);
}
