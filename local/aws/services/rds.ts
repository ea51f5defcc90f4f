import { createHash } from 'node:crypto';
import { latency } from '../lifecycle/latencies';
import type { Plane } from '../lifecycle/plane';
import { text } from '../proxy/query';
import type { Reply } from '../proxy/reply';
import { withBody, type Handlers } from './handler';

/** Database servers are moto's; that they take minutes to become available, and have an id of their own each, is ours. */
export function rdsHandlers(plane: Plane): Handlers {
  const { databases } = plane.world;
  return {
    'rds:CreateDBInstance': {
      after(call, reply) {
        const id = text(call.input, 'DBInstanceIdentifier') ?? '';
        const key = `${call.region} ${id}`;
        const database = { id, region: call.region, status: 'creating' as 'creating' | 'available' };
        databases.set(key, database);
        plane.clock.after(latency('database', key), () => {
          database.status = 'available';
          plane.changed();
        });
        return withOwnIds(reply);
      },
    },
    'rds:DeleteDBInstance': {
      after(call, reply) {
        databases.delete(`${call.region} ${text(call.input, 'DBInstanceIdentifier') ?? ''}`);
        return withOwnIds(reply);
      },
    },
    'rds:ModifyDBInstance': { after: (_call, reply) => withOwnIds(reply) },
    'rds:DescribeDBInstances': {
      before: (_call, body) => Buffer.from(askByName(body.toString(), [...databases.values()])),
      after(call, reply) {
        const waiting = [...databases.values()].filter(
          ({ region, status }) => region === call.region && status === 'creating',
        );
        const body = withOwnIds(reply).body.toString();
        return withBody(
          reply,
          eachServer(body, (server, id) =>
            waiting.some((database) => database.id === id)
              ? server.replace('<DBInstanceStatus>available<', '<DBInstanceStatus>creating<')
              : server,
          ),
        );
      },
    },
  };
}

/** What AWS gives each server for life. */
const resourceId = (id: string): string =>
  `db-${createHash('sha256').update(id).digest('hex').slice(0, 26).toUpperCase()}`;

/** moto gives every server the same resource id, so that the provider would find two workshops' servers where it asks for one. */
const withOwnIds = (reply: Reply): Reply =>
  withBody(
    reply,
    eachServer(reply.body.toString(), (server, id) =>
      server.replace(/<DbiResourceId>[^<]*</, `<DbiResourceId>${resourceId(id)}<`),
    ),
  );

const eachServer = (body: string, change: (server: string, id: string) => string): string =>
  body.replace(/<DBInstance>[^]*?<\/DBInstance>/g, (server) =>
    change(server, /<DBInstanceIdentifier>([^<]*)</.exec(server)?.[1] ?? ''),
  );

/** A question by resource id, as a filter or in place of the name, becomes one by name. */
function askByName(body: string, databases: readonly { readonly id: string }[]): string {
  const known = databases.find(({ id }) => body.includes(resourceId(id)));
  return known
    ? body
        .replaceAll(resourceId(known.id), encodeURIComponent(known.id))
        .replaceAll('dbi-resource-id', 'db-instance-id')
    : body;
}
