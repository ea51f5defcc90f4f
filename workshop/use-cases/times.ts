import type { Context } from '../context';
import type { Tidings } from '../usher/doors';
import type { Usher } from '../usher/usher';
import type { Workshop } from '../workshop';
import { startHosts } from './rest';
import { startDeploy, startDestroy } from './start-operation';

const MINUTE_MS = 60_000;
/** Minutes before the end at which the crew is told, and at the end itself. */
const STAGES = [0, 15, 60] as const;

/** Moves the end, also past one that has come; everybody's card says so. */
export async function moveEnd(
  context: Context,
  workshop: Workshop,
  by: string,
  endsAt: Date,
): ReturnType<Usher['moveEnd']> {
  if (endsAt <= context.clock.now()) return { refused: 'past' };
  const moved = await context.store.workshops.update(workshop.id, { endsAt });
  const seats = workshop.spec.seats;
  await context.emit({ workshopId: workshop.id, actor: by, type: 'end-moved', endsAt: endsAt.toISOString(), seats });
  return { moved };
}

/** Whether the workshop is destroyed by itself at its end, and by whose word. */
export async function chooseEnd(context: Context, workshop: Workshop, by: string | undefined): Promise<Workshop> {
  return context.store.workshops.update(workshop.id, { destroysBy: by });
}

/** Notes when a deploy begins by itself, instead of an earlier plan; without `at`, that none does. */
export async function scheduleDeploy(
  context: Context,
  workshop: Workshop,
  by: string,
  at: Date | undefined,
): Promise<Workshop> {
  const planned = await context.store.workshops.update(workshop.id, { deploysAt: at, deploysBy: at && by });
  const when = at ? { at: at.toISOString() } : {};
  await context.emit({ workshopId: workshop.id, actor: by, type: 'deploy-planned', ...when });
  return planned;
}

type Due = { -readonly [K in 'deploys' | 'starts' | 'destroys' | 'endings']: Tidings[K][number][] };

/** Begins what is due in a workshop, and says which of its times are near. What began is forgotten last: a process that dies in between begins it twice, which does nothing. */
export async function beginDue(context: Context, workshop: Workshop, tidings: Due): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const { deploysAt, deploysBy, destroysBy, endsAt } = workshop;
  if (deploysAt && deploysBy !== undefined && deploysAt <= now) {
    const begun = await startDeploy(context, workshop, deploysBy);
    await store.workshops.update(workshop.id, { deploysAt: undefined, deploysBy: undefined });
    tidings.deploys.push({ workshop, at: deploysAt, by: deploysBy, begun });
  }
  const { startsAt, startsBy } = workshop;
  if (startsAt && startsBy !== undefined && startsAt <= now) {
    const begun = await startHosts(context, workshop, startsBy);
    await store.workshops.update(workshop.id, { startsAt: undefined, startsBy: undefined });
    tidings.starts.push({ workshop, at: startsAt, by: startsBy, begun });
  }
  if (!endsAt || workshop.deployedAt === undefined) return;
  const left = (endsAt.getTime() - now.getTime()) / MINUTE_MS;
  if (left <= 0 && destroysBy !== undefined && ['deployed', 'stopped'].includes(workshop.state)) {
    const begun = await startDestroy(context, workshop, destroysBy);
    await store.workshops.update(workshop.id, { destroysBy: undefined });
    tidings.destroys.push({ workshop, begun });
    return;
  }
  const stage = STAGES.find((minutes) => left <= minutes);
  if (stage !== undefined) tidings.endings.push({ workshop, stage });
}
