import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { UsherStack } from '../usher-stack';

/** Where an alias leads: a load balancer's DNS name, and the zone AWS keeps that in. */
export interface AliasTarget {
  readonly name: string;
  readonly zoneId: string;
}

/** A record of the participants' domain that leads to a load balancer. One of this name that is there already is not taken over. */
export const alias = (stack: UsherStack, id: string, zone: string, name: string, target: AliasTarget): Route53Record =>
  new Route53Record(stack, `record:${id}`, {
    zoneId: zone,
    name,
    type: 'A',
    alias: { ...target, evaluateTargetHealth: false },
  });
