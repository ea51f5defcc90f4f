import { describe, expect, it } from '@jest/globals';
import { findAdoptions } from '../../../infra/terraform/adopt';
import type { StackConfig } from '../../../infra/terraform/config';
import type { AwsFinder } from '../../../infra/terraform/find';
import { importId } from '../../../infra/terraform/import-id';
import { parseState } from '../../../infra/terraform/state';
import { workshop } from './support';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/nov-lb-01/abc';

const config = (resources: Record<string, object>): StackConfig => ({
  resources: new Map(
    Object.entries(resources).map(([address, body]) => [
      address,
      { type: address.split('.')[0] ?? '', body: { ...body } },
    ]),
  ),
  providerVersion: '5.100.0',
  terraformBlock: '',
});

const finder = (tagged: Record<string, string>, listeners: Record<string, string> = {}): AwsFinder => ({
  tagged: async () => new Map(Object.entries(tagged)),
  listener: async (_, arn, port) => listeners[`${arn} ${port}`],
  privateZone: async (_, name) => (name === 'nov-abc123.usher.internal' ? 'Z123' : undefined),
  alias: async (of, zone, name) => of === workshop && zone === 'ZLAB' && name === '*.lab.example.org',
  routeTable: async (_, id) =>
    id === 'rtb-gone' ? undefined : { subnets: ['subnet-1'], destinations: ['10.0.0.0/16', '0.0.0.0/0'] },
});

const stack: Record<string, object> = {
  'aws_lb.lb-01': { name: 'nov-lb-01' },
  'aws_lb_listener.front-01': { load_balancer_arn: '${aws_lb.lb-01.arn}', port: 80 },
  'aws_iam_role.task': { name: 'usher-nov-task' },
  'aws_iam_role_policy.task': { role: '${aws_iam_role.task.name}', name: 'read' },
  'aws_route_table.public': { vpc_id: '${aws_vpc.main.id}' },
  'aws_route.out': { route_table_id: '${aws_route_table.public.id}', destination_cidr_block: '0.0.0.0/0' },
  'aws_route_table_association.a': { route_table_id: '${aws_route_table.public.id}', subnet_id: '${aws_subnet.a.id}' },
  'aws_subnet.a': {},
  'aws_ebs_volume.volume-001': {},
  'aws_instance.host-001': {},
  'aws_volume_attachment.volume-001': {
    device_name: '/dev/sdf',
    volume_id: '${aws_ebs_volume.volume-001.id}',
    instance_id: '${aws_instance.host-001.id}',
  },
  'aws_route53_zone.private': { name: 'nov-abc123.usher.internal' },
  'terraform_data.foundation': {},
};

const adopt = (aws: AwsFinder, names: boolean, state = '') =>
  findAdoptions({ workshop, stack: 'network', finder: aws }, config(stack), parseState(state), names);

describe('what may be taken up', () => {
  it('is nothing where nothing carries our tags and no run was interrupted', async () => {
    expect(await adopt(finder({}), false)).toEqual(new Map());
  });

  it('is what only its name can tell, after an interruption', async () => {
    expect(await adopt(finder({}), true)).toEqual(
      new Map([
        ['aws_iam_role.task', 'usher-nov-task'],
        ['aws_iam_role_policy.task', 'usher-nov-task:read'],
        ['aws_route53_zone.private', 'Z123'],
      ]),
    );
  });

  it('follows references to what was found, and asks for the listener of a load balancer', async () => {
    const found = finder({ 'aws_lb.lb-01': ARN, 'aws_route_table.public': 'rtb-1' }, { [`${ARN} 80`]: `${ARN}/l` });
    expect(Object.fromEntries(await adopt(found, false))).toMatchObject({
      'aws_lb.lb-01': ARN,
      'aws_lb_listener.front-01': `${ARN}/l`,
      'aws_route_table.public': 'rtb-1',
      'aws_route.out': 'rtb-1_0.0.0.0/0',
    });
  });

  it('holds the association of a subnet only where the route table has it', async () => {
    const association = async (table: string, subnet: string) => {
      const found = finder({ 'aws_route_table.public': table, 'aws_subnet.a': subnet });
      return (await adopt(found, true)).get('aws_route_table_association.a');
    };
    expect(await association('rtb-1', 'subnet-1')).toBe('subnet-1/rtb-1');
    expect(await association('rtb-1', 'subnet-2')).toBeUndefined();
    expect(await association('rtb-gone', 'subnet-1')).toBeUndefined();
  });

  it('holds a volume by its tags and its place on the instance by both ids, and no place on one that is gone', async () => {
    const volume = { 'aws_ebs_volume.volume-001': 'arn:aws:ec2:eu-west-1:1:volume/vol-1' };
    expect(Object.fromEntries(await adopt(finder({ ...volume, 'aws_instance.host-001': 'i-1' }), false))).toMatchObject(
      {
        'aws_ebs_volume.volume-001': 'vol-1',
        'aws_volume_attachment.volume-001': '/dev/sdf:vol-1:i-1',
      },
    );
    const alone = await adopt(finder(volume), true);
    expect(alone.get('aws_ebs_volume.volume-001')).toBe('vol-1');
    expect(alone.has('aws_volume_attachment.volume-001')).toBe(false);
  });

  it('is a record of the domain only where it leads to a load balancer of the workshop', async () => {
    const record = (zone_id: string, name: string) => ({ zone_id, name, type: 'A', alias: { name: '${aws_lb.x.y}' } });
    const records = config({
      'aws_route53_record.wildcard': record('ZLAB', '*.lab.example.org'),
      'aws_route53_record.jupyter-049': record('ZLAB', 'jupyter-049.lab.example.org'),
      'aws_route53_record.proof': {
        zone_id: 'ZLAB',
        name: '${tolist(aws_acm_certificate.main.x)[0].y}',
        type: 'CNAME',
      },
    });
    const session = { workshop, stack: 'network', finder: finder({}) };
    expect(await findAdoptions(session, records, parseState(''), true)).toEqual(
      new Map([['aws_route53_record.wildcard', 'ZLAB_*.lab.example.org_A']]),
    );
  });

  it('is never what the state holds already', async () => {
    const state = JSON.stringify({
      resources: [
        { mode: 'managed', type: 'aws_route_table', name: 'public', instances: [{ attributes: { id: 'rtb-9' } }] },
        { mode: 'data', type: 'aws_iam_role', name: 'task', instances: [{ attributes: {} }] },
      ],
    });
    const adopted = await adopt(finder({ 'aws_route_table.public': 'rtb-1' }), true, state);
    expect(adopted.has('aws_route_table.public')).toBe(false);
    expect(adopted.get('aws_route.out')).toBe('rtb-9_0.0.0.0/0');
    expect(adopted.has('aws_iam_role.task')).toBe(true);
  });
});

describe('import ids', () => {
  const arn = (rest: string): string => `arn:aws:x:eu-west-1:1:${rest}`;
  it.each([
    ['aws_vpc', 'vpc-1', 'vpc-1'],
    ['aws_subnet', arn('subnet/subnet-1'), 'subnet-1'],
    ['aws_lb', ARN, ARN],
    ['aws_ecs_cluster', arn('cluster/usher-nov'), 'usher-nov'],
    ['aws_ecs_service', arn('service/usher-nov/nov-jupyter-001'), 'usher-nov/nov-jupyter-001'],
    ['aws_ecs_task_definition', arn('task-definition/nov:3'), arn('task-definition/nov:3')],
    ['aws_cloudwatch_log_group', arn('log-group:/usher/nov:*'), '/usher/nov'],
    ['aws_db_instance', arn('db:nov-db'), 'nov-db'],
    ['aws_db_subnet_group', arn('subgrp:nov-db'), 'nov-db'],
    ['aws_s3_bucket', 'arn:aws:s3:::usher-nov-ab12cd', 'usher-nov-ab12cd'],
    ['aws_route53_zone', 'arn:aws:route53:::hostedzone/Z1', 'Z1'],
    ['aws_acm_certificate', arn('certificate/1'), arn('certificate/1')],
    ['aws_lb_listener', arn('listener/app/nov-lb-01/a/b'), arn('listener/app/nov-lb-01/a/b')],
    ['aws_lb_listener_rule', arn('listener-rule/app/nov-lb-01/a/b/c'), arn('listener-rule/app/nov-lb-01/a/b/c')],
    ['aws_ssm_parameter', arn('parameter/usher/nov'), '/usher/nov'],
  ])('of %s %s is %s', (type, from, id) => {
    expect(importId(type, from)).toBe(id);
  });
});
