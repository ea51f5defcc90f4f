import { mayAnywhere, mayAt } from '../../workshop/crew';
import type { HandlerDeps } from '../deps';
import { homeView } from '../views/home';

/** Draws the Home tab of one person as things are now. */
export async function publishHome({ usher, client }: HandlerDeps, userId: string): Promise<void> {
  const [living, rights] = await Promise.all([usher.list(), usher.rights(userId)]);
  const organised = living.filter(({ workshop }) => mayAt(rights, 'organiser', workshop.id));
  const view = homeView(userId, living, mayAnywhere(rights, 'organiser') ? organised : undefined);
  await client.views.publish({ user_id: userId, view });
}
