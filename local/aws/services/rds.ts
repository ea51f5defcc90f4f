import { latency } from '../lifecycle/latencies';
import type { Plane } from '../lifecycle/plane';
import { text } from '../proxy/query';
import { withBody, type Handlers } from './handler';

/** Database servers are moto's; that they take minutes to become available is ours. */
export function rdsHandlers(plane: Plane): Handlers {
  const { databases } = plane.world;
  return {
    'rds:CreateDBInstance': {
      after(call) {
        const id = text(call.input, 'DBInstanceIdentifier') ?? '';
        const key = `${call.region} ${id}`;
        const database = { id, region: call.region, status: 'creating' as 'creating' | 'available' };
        databases.set(key, database);
        plane.clock.after(latency('database', key), () => {
          database.status = 'available';
          plane.changed();
        });
      },
    },
    'rds:DeleteDBInstance': {
      after: (call) => void databases.delete(`${call.region} ${text(call.input, 'DBInstanceIdentifier') ?? ''}`),
    },
    'rds:DescribeDBInstances': {
      after(call, reply) {
        const id = text(call.input, 'DBInstanceIdentifier');
        const body = reply.body.toString();
        if (databases.get(`${call.region} ${id ?? ''}`)?.status !== 'creating') return reply;
        return withBody(reply, body.replace('<DBInstanceStatus>available<', '<DBInstanceStatus>creating<'));
      },
    },
  };
}
