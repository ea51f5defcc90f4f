import type { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { SecurityGroup, type SecurityGroupIngress } from '@cdktf/provider-aws/lib/security-group';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { isIpv6 } from '../../../workshop/allow-list';
import { MOST_SEATS, planSeat } from '../../../workshop/seat-plan';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { PART, ZONE_ID } from '../tags';
import type { UsherStack } from '../usher-stack';

export interface SecurityGroups {
  readonly balancer: SecurityGroup;
  readonly host: SecurityGroup;
  readonly task: SecurityGroup;
  readonly database: SecurityGroup;
}

const EVERYWHERE = ['0.0.0.0/0'];
const tcp = (fromPort: number, toPort: number, from: Partial<SecurityGroupIngress>): SecurityGroupIngress => ({
  protocol: 'tcp',
  fromPort,
  toPort,
  ...from,
});

/** Who may talk to whom: people to the load balancers, these to the tasks, tasks to the database; nobody to the hosts. */
export function securityGroups(stack: UsherStack, vpc: Vpc, zone: Route53Zone): SecurityGroups {
  const { spec } = stack.workshop;
  const group = (name: string, description: string, ingress: SecurityGroupIngress[], tags = {}): SecurityGroup =>
    new SecurityGroup(stack, `group:${name}`, {
      name: `${spec.name}-${name}`,
      description,
      vpcId: vpc.id,
      ingress,
      egress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: EVERYWHERE }],
      tags: { Name: `${spec.name}-${name}`, [PART]: name, ...tags },
    });
  const people = {
    cidrBlocks: spec.allow.filter((range) => !isIpv6(range)),
    ipv6CidrBlocks: spec.allow.filter(isIpv6),
  };
  const ranges = [[80, 80] as const, ...listenerRanges(spec)];
  const balancer = group(
    'balancer',
    'Load balancers',
    // A rule for nobody is none: with an empty list nothing is open.
    spec.allow.length === 0 ? [] : ranges.map(([first, last]) => tcp(first, last, people)),
  );
  const appPorts = [...new Set(spec.apps.map((app) => app.port))];
  const task = group(
    'task',
    'Tasks of the seats',
    appPorts.map((port) => tcp(port, port, { securityGroups: [balancer.id] })),
  );
  return {
    balancer,
    task,
    host: group('host', 'Hosts of the seats', []),
    database: group('database', 'Database server', [tcp(5432, 5432, { securityGroups: [task.id] })], {
      [ZONE_ID]: zone.zoneId,
    }),
  };
}

/** First and last listener port that every app may come to have, so that more seats change no rule; with hosts, the one they share. */
export function listenerRanges(spec: WorkshopSpec): [first: number, last: number][] {
  if (spec.exposure.kind === 'hosts') return [[443, 443]];
  const most = { ...spec, seats: MOST_SEATS };
  const [first, last] = [planSeat(most, 1), planSeat(most, MOST_SEATS)];
  return first.apps.map((app, index) => [app.listenerPort, last.apps[index]!.listenerPort]);
}
