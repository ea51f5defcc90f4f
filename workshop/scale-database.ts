import { databaseLoad, databaseSize, databaseStorage } from './database-size';
import type { WorkshopSpec } from './workshop';

/** What becomes of the database server when a deployed workshop gets another size. */
export interface ScaledDatabase {
  /** What it is from then on, so that no later apply makes it smaller by itself. */
  readonly kept: WorkshopSpec['database'];
  /** Instance classes, where it has to become larger. */
  readonly change: { readonly from: string; readonly to: string } | undefined;
}

/**
 * The server of a workshop with this spec, for as many seats: AWS changes its class with an interruption, and never takes storage
 * back, so it only grows. `too-large`: it would need more connections than a running server can be given, or than any has.
 */
export function scaleDatabase(spec: WorkshopSpec, seats: number): ScaledDatabase | undefined | 'too-large' {
  if (databaseLoad(spec) === undefined) return undefined;
  const now = databaseSize(spec);
  const kept = { instanceClass: now.instanceClass, storage: now.storage };
  const load = databaseLoad({ ...spec, seats, database: kept });
  if (load === undefined || load.offered === undefined || load.needed <= load.offered) {
    return sameParameters(spec, { ...spec, seats, database: kept }) ? { kept, change: undefined } : 'too-large';
  }
  const free = { ...spec, seats, database: {} };
  const larger = databaseLoad(free);
  if (!larger || larger.needed > (larger.offered ?? 0) || !sameParameters(spec, free)) return 'too-large';
  const storage = Math.max(kept.storage, databaseStorage(free));
  const to = larger.instanceClass;
  return { kept: { instanceClass: to, storage }, change: { from: now.instanceClass, to } };
}

/** `max_connections` of its own takes effect only when somebody reboots the server. */
const sameParameters = (before: WorkshopSpec, after: WorkshopSpec): boolean =>
  databaseSize(before).connections === databaseSize(after).connections;
