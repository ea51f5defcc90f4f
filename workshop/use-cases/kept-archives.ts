import type { Context } from '../context';
import type { ArchivedSeat } from '../errand';
import { ARCHIVE_DAYS } from '../ports/archive';

export const ARCHIVE_MS = ARCHIVE_DAYS * 86_400_000;

/** The newest archive of each seat, of those that S3 has not deleted yet. */
export async function keptArchives({ store, clock }: Context, workshopId: string): Promise<ArchivedSeat[]> {
  const since = clock.now().getTime() - ARCHIVE_MS;
  return (await store.errands.archives(workshopId)).filter(({ at }) => at.getTime() > since);
}
