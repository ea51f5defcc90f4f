import type { WorkshopSpec } from '../../workshop/workshop';

/** What the database server of a workshop must be. */
export interface DatabaseSize {
  readonly instanceClass: string;
  /** Value of `max_connections` where RDS's own would be too low. */
  readonly connections: number | undefined;
  /** GiB. */
  readonly storage: number;
}

/** Four processes with a pool of 2 and an overflow of 2 each. */
const CONNECTIONS_PER_APP = 16;
/** For seats being made, and for whoever looks after the server. */
const RESERVE = 30;
/** RDS itself allows one connection for each 9.5 MB of memory, of which the system takes some, and no more than 5,000. */
const CONNECTIONS_PER_GIB = 100;
const MOST_BY_DEFAULT = 5_000;
/** Instance classes by memory in GiB, smallest first. */
const CLASSES: readonly (readonly [gib: number, name: string])[] = [
  [4, 'db.t3.medium'],
  [8, 'db.t3.large'],
  [16, 'db.t3.xlarge'],
  [32, 'db.t3.2xlarge'],
  [64, 'db.r5.2xlarge'],
  [128, 'db.r5.4xlarge'],
  [256, 'db.r5.8xlarge'],
  [384, 'db.r5.12xlarge'],
  [512, 'db.r5.16xlarge'],
];

/** Sizes the server by the connections its seats can open; throws RangeError where no single server can carry them. */
export function databaseSize(spec: WorkshopSpec): DatabaseSize {
  const databases = spec.seats * spec.apps.filter((app) => app.database).length;
  const connections = databases * CONNECTIONS_PER_APP + RESERVE;
  const fitting = CLASSES.find(([gib]) => gib * CONNECTIONS_PER_GIB >= connections);
  if (!fitting) throw new RangeError(`${databases} databases are more than one server can carry`);
  return {
    instanceClass: fitting[1],
    connections: connections > MOST_BY_DEFAULT ? connections : undefined,
    storage: Math.max(20, Math.ceil(databases / 5)),
  };
}
