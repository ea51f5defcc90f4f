import { describe, expect, it } from '@jest/globals';
import { Bucket } from '../../bench/simulate/buckets';
import { coursesOf } from '../../bench/simulate/calls';
import { simulate, type Setup } from '../../bench/simulate/deploy';
import { readGraph, withOwnTaskDefinitions, type GraphNode, type StackGraph } from '../../bench/simulate/graph';
import { benchWorkshop } from '../../bench/workshop';

const SEATS = 40;
const { spec } = benchWorkshop(SEATS);
const courses = {
  aws_lb: ['elbv2:CreateLoadBalancer', 30, 'elbv2:DescribeLoadBalancers'],
  aws_db_instance: ['rds:CreateDBInstance', 60, 'rds:DescribeDBInstances'],
  aws_instance: ['ec2:RunInstances', 10, 'ec2:DescribeInstances'],
  aws_ecs_task_definition: ['ecs:RegisterTaskDefinition'],
  aws_ecs_service: ['ecs:CreateService', 'ecs:DescribeServices'],
};
const node = (address: string, needs: string[] = [], seat?: number): GraphNode => ({
  address,
  type: address.split('.')[0]!,
  needs,
  seat,
});

/** Forty seats in four batches, with one task definition for each app of a batch. */
function graphs(): StackGraph[] {
  const batch = (no: number): StackGraph => {
    const tasks = spec.apps.map(({ name }) => node(`aws_ecs_task_definition.${name}`));
    const seats = Array.from({ length: 10 }, (_, i) => (no - 1) * 10 + i + 1);
    const seatNodes = seats.flatMap((seat) => [
      node(`aws_instance.host-${seat}`, [], seat),
      ...spec.apps.map(({ name }) =>
        node(`aws_ecs_service.${name}-${seat}`, [`aws_ecs_task_definition.${name}`], seat),
      ),
    ]);
    return { stack: `batch-00${no}`, nodes: [...tasks, ...seatNodes] };
  };
  return [
    { stack: 'network', nodes: [node('terraform_data.foundation'), node('aws_lb.lb01')] },
    { stack: 'database', nodes: [node('aws_db_instance.server')] },
    ...[1, 2, 3, 4].map(batch),
  ];
}

const play = (given: StackGraph[], setup: Partial<Setup> = {}) =>
  simulate(given, spec, courses, { shape: 'together', cores: 4, seed: 1, ...setup });

describe('the simulation of a deploy', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(play(graphs())).toEqual(play(graphs()));
    expect(play(graphs(), { seed: 2 }).allReady).not.toBe(play(graphs()).allReady);
  });

  it('waits for the load balancer before the batches, and for the database only before what needs it', () => {
    const { network, batches, database, allReady } = play(graphs());
    expect(network).toBeGreaterThan(120);
    expect(batches).toBeGreaterThan(network);
    expect(batches).toBeLessThan(database);
    expect(allReady).toBeGreaterThan(database + 60);
  });

  it('takes longer where the database is awaited before the batches', () => {
    const series = play(graphs(), { shape: 'series' });
    expect(series.batches).toBeGreaterThan(series.database);
    expect(series.allReady).toBeGreaterThan(play(graphs()).allReady + 60);
  });

  it('spends the tokens of the task definitions: one for each app and batch, or one for each seat and app', () => {
    const uses = (given: StackGraph[]) => play(given).buckets.find(({ name }) => name.includes('TaskDefinition'))!;
    expect(uses(graphs())).toMatchObject({ calls: 8, refusals: 0 });
    const own = uses(withOwnTaskDefinitions(graphs()));
    expect(own).toMatchObject({ calls: 80, floor: 60 });
    expect(own.refusals).toBeGreaterThan(0);
    expect(own.waited).toBeGreaterThan(0);
  });
});

it('a bucket gives its burst at once and then no more than its refill', () => {
  const bucket = new Bucket({ name: 'b', burst: 20, refill: 1 });
  const taken = (now: number): number => Array.from({ length: 30 }, () => bucket.take(now)).filter(Boolean).length;
  expect([taken(0), taken(0.5), taken(10), taken(1000)]).toEqual([20, 0, 10, 20]);
  expect(bucket.use()).toMatchObject({ calls: 50, refusals: 70, peak: 60 });
});

it('the graph of a stack is read from references, also those inside functions, and from depends_on', () => {
  const { nodes } = readGraph(
    'batch-001',
    JSON.stringify({
      data: { aws_vpc: { main: { tags: {} } } },
      resource: {
        aws_instance: { 'host-007': { subnet_id: '${element(data.aws_vpc.main.ids, 1)}' } },
        aws_ecs_service: {
          'jupyter-007': {
            task_definition: '${aws_ecs_task_definition.jupyter.arn}',
            depends_on: ['aws_instance.host-007'],
          },
        },
        aws_ecs_task_definition: { jupyter: { role: '${data.terraform_remote_state.network.outputs.role}' } },
      },
    }),
  );
  expect(Object.fromEntries(nodes.map(({ address, needs, seat }) => [address, { needs, seat }]))).toEqual({
    'data.aws_vpc.main': { needs: [], seat: undefined },
    'aws_instance.host-007': { needs: ['data.aws_vpc.main'], seat: 7 },
    'aws_ecs_service.jupyter-007': { needs: ['aws_instance.host-007', 'aws_ecs_task_definition.jupyter'], seat: 7 },
    'aws_ecs_task_definition.jupyter': { needs: [], seat: undefined },
  });
});

it('what a type costs in calls is read from the log of the provider, pauses included and repetitions left out', () => {
  const line = (at: string, service: string, method: string, more = 'attempt=1; max=25'): string =>
    `2026-11-24T19:04:${at}Z [DEBUG] provider.aws: HTTP Request Sent: rpc.service="${service}" tf_resource_type=aws_lb ` +
    `http.request.header.amz_sdk_request="${more}"\n  http.request.body=\n  | Action=x\n   tf_req_id=r1 rpc.method=${method}\n`;
  const elb = 'Elastic Load Balancing v2';
  const log =
    line('01.000', elb, 'CreateLoadBalancer') +
    line('02.000', elb, 'CreateLoadBalancer', 'attempt=2; max=25') +
    line('31.200', elb, 'DescribeLoadBalancers') +
    line('31.300', elb, 'DescribeTags') +
    '2026-11-24T19:04:31.400Z [DEBUG] provider.aws: HTTP Response Received: tf_req_id=r1 rpc.method=Other\n';
  expect(coursesOf([log])).toEqual({
    aws_lb: 'elbv2:CreateLoadBalancer 30 elbv2:DescribeLoadBalancers elbv2:DescribeTags',
  });
});
