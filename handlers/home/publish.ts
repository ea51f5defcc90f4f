import type { HandlerDeps } from '../deps';
import { homeView } from '../views/home';

/** Draws the Home tab of one person as things are now. */
export async function publishHome({ usher, directory, client }: HandlerDeps, userId: string): Promise<void> {
  const [living, organiser] = await Promise.all([usher.list(), directory.isOrganiser(userId)]);
  await client.views.publish({ user_id: userId, view: homeView(userId, living, organiser) });
}
