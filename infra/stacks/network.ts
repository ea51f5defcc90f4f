import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { DataResource, TerraformOutput } from 'cdktf';
import { clusterName, logGroupName } from '../names';
import { assignmentsBucket } from './constructs/bucket';
import { loadBalancers } from './constructs/load-balancers';
import { networkPlane } from './constructs/network-plane';
import { privateZone } from './constructs/private-zone';
import { roles } from './constructs/roles';
import { secret, secretVariable } from './constructs/secret';
import { securityGroups } from './constructs/security-groups';
import type { NetworkOutputs } from './network-outputs';
import { DATABASE_PASSWORD } from './secrets';
import type { UsherStack } from './usher-stack';

/** Everything the seats of a workshop share. */
export function buildNetwork(stack: UsherStack): void {
  const { workshop } = stack;
  const plane = networkPlane(stack);
  const zone = privateZone(stack, plane.vpc);
  const groups = securityGroups(stack, plane.vpc, zone);
  // Exactly what `database` looks up: it may start as soon as this is done.
  new DataResource(stack, 'data:foundation', { dependsOn: [plane.vpc, ...plane.private, groups.database, zone] });

  const balancers = loadBalancers(stack, plane, groups);
  const cluster = new EcsCluster(stack, 'cluster:main', {
    name: clusterName(workshop),
    setting: [{ name: 'containerInsights', value: 'disabled' }],
  });
  const logs = new CloudwatchLogGroup(stack, 'logs:main', { name: logGroupName(workshop), retentionInDays: 14 });
  const bucket = assignmentsBucket(stack);
  const { instanceProfile, execution, task } = roles(stack, cluster, logs, bucket);
  const needsDatabase = workshop.spec.apps.some((app) => app.database);
  const databaseSecret = needsDatabase
    ? secret(stack, 'database', 'database', secretVariable(stack, DATABASE_PASSWORD))
    : '';

  const outputs: NetworkOutputs<string, string[]> = {
    load_balancers: balancers.map(({ balancer }) => balancer.dnsName),
    load_balancer_arns: balancers.map(({ balancer }) => balancer.arn),
    load_balancer_zone: balancers[0]?.balancer.zoneId ?? '',
    front_listeners: balancers.map(({ front }) => front.arn),
    vpc: plane.vpc.id,
    zones: plane.public.map((subnet) => subnet.availabilityZone),
    public_subnets: plane.public.map((subnet) => subnet.id),
    private_subnets: plane.private.map((subnet) => subnet.id),
    host_group: groups.host.id,
    task_group: groups.task.id,
    cluster: cluster.arn,
    instance_profile: instanceProfile.name,
    execution_role: execution.arn,
    task_role: task.arn,
    log_group: logs.name,
    bucket: bucket.id,
    database_secret: databaseSecret,
  };
  for (const [name, value] of Object.entries(outputs)) new TerraformOutput(stack, `output:${name}`, { value });
}
