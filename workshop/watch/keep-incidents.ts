import type { Context } from '../context';
import type { Workshop } from '../workshop';
import type { Cause, Incident } from './incident';
import { reconcile } from './reconcile';
import type { Suspicions } from './suspect';

/** Starts a restart of these apps at these seats, by Usher itself. */
export type Restart = (workshop: Workshop, seats: readonly number[], apps: readonly string[]) => Promise<void>;

export interface Seen {
  readonly standing: readonly Incident[];
  readonly causes: readonly Cause[];
  /** As `reconcile` takes it. */
  readonly ill: ReadonlySet<number>;
  readonly suspicions: Suspicions;
  readonly restart: Restart;
}

/** Opens, keeps and ends incidents by what was seen, and restarts what a restart may mend. */
export async function keepIncidents(context: Context, workshop: Workshop, seen: Seen): Promise<void> {
  const { store, clock } = context;
  const { opened, going, mended, absorbed } = reconcile(seen.standing, seen.causes, seen.ill);
  for (const cause of opened) {
    const began = Math.min(...cause.ill.map((no) => seen.suspicions.get(no)?.since.getTime() ?? Infinity));
    const incident = await store.incidents.open(
      workshop.id,
      cause,
      Number.isFinite(began) ? new Date(began) : clock.now(),
    );
    // Another process was quicker: then it mends as well.
    if (!incident) continue;
    await tell(context, incident, 'incident-opened');
    await mend(context, workshop, incident, cause, seen.restart);
  }
  for (const { incident, cause } of going) await mend(context, workshop, incident, cause, seen.restart);
  for (const { id } of mended) {
    const ended = await store.incidents.end(id, clock.now());
    if (ended) await tell(context, ended, 'incident-ended');
  }
  for (const { id } of absorbed) await store.incidents.end(id, clock.now(), true);
}

/** Counted before it is begun: a process that dies in between has used up one of its tries, and restarts nothing for ever. */
async function mend(
  { store }: Context,
  workshop: Workshop,
  { id }: Incident,
  cause: Cause,
  restart: Restart,
): Promise<void> {
  const restarts = cause.remedy === 'restart';
  await store.incidents.update(id, cause, restarts);
  if (restarts) await restart(workshop, cause.ill, cause.apps);
}

const tell = (
  context: Context,
  { workshopId, id, key, seats }: Incident,
  type: 'incident-opened' | 'incident-ended',
): Promise<void> => context.emit({ workshopId, actor: 'usher', type, incidentId: id, key, seats });
