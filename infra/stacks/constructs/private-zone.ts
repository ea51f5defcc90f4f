import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Fn } from 'cdktf';
import { zoneName } from '../../names';
import type { UsherStack } from '../usher-stack';

/** Seconds. With Route 53's own 900, a task that asks for the database too early would not find it for 15 minutes. */
const SOA_SECONDS = 5;

/** Zone known inside the VPC only, where the database gets a name before it exists. */
export function privateZone(stack: UsherStack, vpc: Vpc): Route53Zone {
  const zone = new Route53Zone(stack, 'zone:private', {
    name: zoneName(stack.workshop),
    forceDestroy: true,
    vpc: [{ vpcId: vpc.id }],
    // It is bound to this VPC for its whole life; not every AWS double says so when asked.
    lifecycle: { ignoreChanges: ['vpc'] },
  });
  // Of a private zone the provider tells names with a dot at their end, of others without; Route 53 refuses two.
  const server = `${Fn.trimsuffix(zone.primaryNameServer, '.')}.`;
  new Route53Record(stack, 'record:soa', {
    zoneId: zone.zoneId,
    name: zone.name,
    type: 'SOA',
    ttl: SOA_SECONDS,
    records: [`${server} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 ${SOA_SECONDS}`],
    allowOverwrite: true,
  });
  return zone;
}
