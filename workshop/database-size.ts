import type { AppSpec } from './apps';
import type { WorkshopSpec } from './workshop';
import { memoryOf } from './instance-memory';

/** What the database server of a workshop must be. */
export interface DatabaseSize {
  readonly instanceClass: string;
  /** Value of `max_connections` where RDS's own would be too low. */
  readonly connections: number | undefined;
  /** GiB. */
  readonly storage: number;
}

/** What the seats ask of their database server, against what it gives. */
export interface DatabaseLoad {
  readonly instanceClass: string;
  /** Connections that all seats may have open at once, and a few for whoever looks after the server. */
  readonly needed: number;
  /** `max_connections` the class has the memory for; undefined for a class whose memory is not known. */
  readonly offered: number | undefined;
}

/** Of an app that does not say what it opens. */
const CONNECTIONS_PER_APP = 10;
/** For seats being made, and for whoever looks after the server. */
const RESERVE = 30;
/** RDS itself allows one connection for each 9.5 MB of memory, of which the system takes some, and no more than 5,000. */
const CONNECTIONS_PER_GIB = 100;
const MOST_BY_DEFAULT = 5_000;
/** Smallest first. */
const CLASSES = [
  'db.t3.medium',
  'db.t3.large',
  'db.t3.xlarge',
  'db.t3.2xlarge',
  'db.r5.2xlarge',
  'db.r5.4xlarge',
  'db.r5.8xlarge',
  'db.r5.12xlarge',
  'db.r5.16xlarge',
] as const;

/** Connections that one app of one seat may have open at once; 0 where it has no database. */
export const connectionsOf = (app: AppSpec): number => (app.database ? (app.connections ?? CONNECTIONS_PER_APP) : 0);

/**
 * Load of the server the workshop gets, by its own choice of class or else the smallest that carries the seats (the largest where
 * none does); undefined where no app has a database. It does not fit when `offered` is known and less than `needed`.
 */
export function databaseLoad(spec: WorkshopSpec): DatabaseLoad | undefined {
  const perSeat = spec.apps.reduce((sum, app) => sum + connectionsOf(app), 0);
  if (perSeat === 0) return undefined;
  const needed = spec.seats * perSeat + RESERVE;
  const instanceClass =
    spec.database.instanceClass ?? CLASSES.find((name) => (offeredBy(name) ?? 0) >= needed) ?? CLASSES.at(-1)!;
  return { instanceClass, needed, offered: offeredBy(instanceClass) };
}

const offeredBy = (instanceClass: string): number | undefined => {
  const memory = memoryOf(instanceClass);
  return memory === undefined ? undefined : memory * CONNECTIONS_PER_GIB;
};

const databasesOf = ({ seats, apps }: WorkshopSpec): number => seats * apps.filter((app) => app.database).length;

/** GiB of the server's storage: what the organiser chose, else a fifth of one for each database. */
export const databaseStorage = (spec: WorkshopSpec): number =>
  spec.database.storage ?? Math.max(20, Math.ceil(databasesOf(spec) / 5));

/**
 * Sizes the server by the connections its seats can open. What the organiser chose is kept even where it is too small; throws
 * RangeError where nothing was chosen and no single server carries the seats, and where no app has a database.
 */
export function databaseSize(spec: WorkshopSpec): DatabaseSize {
  const load = databaseLoad(spec);
  if (!load) throw new RangeError(`workshop ${spec.name} needs no database`);
  const { instanceClass, needed, offered = 0 } = load;
  if (spec.database.instanceClass === undefined && offered < needed) {
    throw new RangeError(`${databasesOf(spec)} databases are more than one server can carry`);
  }
  return {
    instanceClass,
    connections: needed > MOST_BY_DEFAULT && needed <= offered ? needed : undefined,
    storage: databaseStorage(spec),
  };
}
