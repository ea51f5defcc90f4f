import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { TerraformOutput } from 'cdktf';
import { planSeat } from '../../workshop/seat-plan';
import { SOCKET_PATH, type VenueWorkshop } from '../../workshop/venue/venue';
import { clusterName, logGroupName } from '../names';
import { appTask } from './constructs/app-task';
import { assignmentsBucket } from './constructs/bucket';
import { host } from './constructs/host';
import { networkPlane, type NetworkPlane } from './constructs/network-plane';
import { roles } from './constructs/roles';
import { seatService } from './constructs/seat-app';
import { seatTargets } from './constructs/seat-door';
import { secret, secretVariable } from './constructs/secret';
import { venueDoors, venueGroup } from './constructs/venue-doors';
import { networkHere } from './network-outputs';
import { SEAT_WORDS } from './secrets';
import type { UsherStack } from './usher-stack';

/** A load balancer that answers at the ports and names of the seats to come, a page that tries them, and one seat where that is wished. */
export function buildVenue(stack: UsherStack, workshop: VenueWorkshop): void {
  const plane = networkPlane(stack);
  const group = venueGroup(stack, plane);
  const { balancer, first } = venueDoors(stack, workshop, plane, group);
  if (workshop.venue.seat) socketSeat(stack, plane, group, first);
  // By the name that `network` has for it too: whoever applies a stack reads it there.
  new TerraformOutput(stack, 'output:load_balancers', { value: [balancer.dnsName] });
}

/** A seat as they all are: host, roles, secret and Jupyter; from outside only its open web socket is reached. */
function socketSeat(stack: UsherStack, plane: NetworkPlane, doors: SecurityGroup, listener: LbListener): void {
  const { workshop } = stack;
  const { name } = workshop.spec;
  const cluster = new EcsCluster(stack, 'cluster:main', {
    name: clusterName(workshop),
    setting: [{ name: 'containerInsights', value: 'disabled' }],
  });
  const logs = new CloudwatchLogGroup(stack, 'logs:main', { name: logGroupName(workshop), retentionInDays: 14 });
  const bucket = assignmentsBucket(stack);
  const { instanceProfile, execution, task } = roles(stack, cluster, logs, bucket);
  const seat = planSeat(workshop.spec, 1);
  const [app] = seat.apps;
  if (!app) throw new Error(`${name} has no app`);
  const egress = [{ protocol: '-1', fromPort: 0, toPort: 0, cidrBlocks: ['0.0.0.0/0'] }];
  const group = (id: string, ports: number[]): SecurityGroup =>
    new SecurityGroup(stack, `group:${id}`, {
      name: `${name}-${id}`,
      description: `${id} of the seat`,
      vpcId: plane.vpc.id,
      ingress: ports.map((port) => ({ protocol: 'tcp', fromPort: port, toPort: port, securityGroups: [doors.id] })),
      egress,
    });
  const network = networkHere({
    load_balancers: [''],
    load_balancer_arns: [],
    load_balancer_zone: '',
    front_listeners: [],
    vpc: plane.vpc.id,
    zones: plane.public.map((subnet) => subnet.availabilityZone),
    public_subnets: plane.public.map((subnet) => subnet.id),
    private_subnets: plane.private.map((subnet) => subnet.id),
    host_group: group('host', []).id,
    task_group: group('task', [app.app.port]).id,
    cluster: cluster.arn,
    instance_profile: instanceProfile.name,
    execution_role: execution.arn,
    task_role: task.arn,
    log_group: logs.name,
    bucket: bucket.id,
    database_secret: '',
  });
  const words = secret(stack, 'words', stack.request.stack, secretVariable(stack, SEAT_WORDS));
  const context = { stack, network, words, labels: [seat.label] };
  const definition = appTask(context, app.app);
  host(stack, network, seat, stack.makeHostProvider());
  const targets = seatTargets(context, seat, app);
  const way = new LbListenerRule(stack, 'rule:socket', {
    listenerArn: listener.arn,
    priority: 1,
    // And its health, by which Usher sees when people may be told.
    condition: [{ pathPattern: { values: [SOCKET_PATH, app.app.healthPath] } }],
    action: [{ type: 'forward', targetGroupArn: targets.arn }],
  });
  seatService(context, seat, app, definition, { targets, way });
}
