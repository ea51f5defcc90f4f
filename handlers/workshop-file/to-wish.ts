import { isAbsolute, resolve } from 'node:path';
import type { Exposure, FileSource, JoinPolicy, WorkshopSpec } from '../../workshop/workshop';
import { parseJoin } from '../commands/parse/join';
import { parseRegion } from '../commands/parse/region';
import { parseUntil, type Until } from '../commands/parse/until';
import { isUsageError } from '../commands/parse/usage';
import { readRange } from './ranges';
import type { WorkshopEntries } from './schema';
import { toApps } from './to-apps';

/** What a workshop file asks for; only what it says. */
export interface FileWish {
  readonly name?: string;
  /** Spares not counted. */
  readonly seats?: number;
  /** `#nov`, `nov` or a channel's id. */
  readonly room?: string;
  readonly join?: JoinPolicy;
  readonly until?: Until;
  /** US dollars. */
  readonly limit?: number;
  readonly spec: Partial<Omit<WorkshopSpec, 'name' | 'seats'>>;
}

/** The wish in entries that are all in order; relative folders lie in `folder`. */
export function toWish(entries: WorkshopEntries, folder: string | undefined): FileWish {
  const { name, seats, room, until, limit, region, expose, storage, database, allow, tags, files, apps } = entries;
  const end = until === undefined ? undefined : parseUntil(until);
  const place = region === undefined ? undefined : parseRegion(region);
  const join = entries.join === undefined ? undefined : parseJoin(entries.join);
  return {
    ...defined({
      name: name?.trim().toLowerCase(),
      seats,
      room,
      join: isUsageError(join) ? undefined : join,
      until: isUsageError(end) ? undefined : end,
      limit,
    }),
    spec: defined({
      spares: entries.spares,
      region: isUsageError(place) ? undefined : place,
      instanceType: entries.instance,
      alternatives: entries.alternatives && [...new Set(entries.alternatives)],
      batchSize: entries.batch,
      exposure: expose === undefined ? undefined : exposureOf(expose),
      storage:
        storage === undefined
          ? undefined
          : typeof storage === 'string'
            ? ({ kind: 'instance' } as const)
            : ({ kind: 'volume', size: storage.volume } as const),
      internet: entries.internet,
      database: database && defined({ instanceClass: database.class, storage: database.storage }),
      allow: allow && [...new Set(allow.map(rangeOf))],
      tags: tags && Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)])),
      files: files === undefined ? undefined : sourceOf(files, folder),
      apps: apps && toApps(apps),
    }),
  };
}

function exposureOf(expose: NonNullable<WorkshopEntries['expose']>): Exposure {
  if (typeof expose === 'string') return { kind: 'ports' };
  const { hosts, zone, certificate } = expose;
  return { kind: 'hosts', domain: hosts.toLowerCase().replace(/\.$/, ''), zone, certificate };
}

const rangeOf = (text: string): string => {
  const read = readRange(text);
  return read && 'range' in read ? read.range : text;
};

/** `s3://bucket/prefix` or a folder; a prefix is one of a folder, and ends in a slash. */
function sourceOf(files: string, folder: string | undefined): FileSource {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(files) ?? [];
  if (bucket !== undefined) {
    return { kind: 'bucket', bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
  }
  return { kind: 'folder', path: isAbsolute(files) || folder === undefined ? files : resolve(folder, files) };
}

/** Without the keys that nothing was said about, so that defaults show through. */
const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
