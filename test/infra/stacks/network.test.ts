import { describe, expect, it } from '@jest/globals';
import { seatOfAddress } from '../../../infra/names';
import { DEFAULT_APPS } from '../../../workshop/default-apps';
import { addressesOf, synthJson, testWorkshop } from './support';

interface Rule {
  readonly from_port: number;
  readonly to_port: number;
  readonly cidr_blocks: string[] | null;
  readonly security_groups: string[] | null;
}

describe('the network stack', () => {
  const network = synthJson(testWorkshop({ seats: 25 }), 'network');
  const of = (type: string): Record<string, unknown>[] => Object.values(network.resource[type] ?? {});

  it('has a load balancer for every 20 seats, each with a front door, and names them in order', () => {
    expect(of('aws_lb').map((balancer) => balancer['name'])).toEqual(['nov-lb-01', 'nov-lb-02']);
    expect(of('aws_lb_listener').map((listener) => listener['port'])).toEqual([80, 80]);
    expect(network.output['load_balancers']?.value).toEqual(['${aws_lb.lb01.dns_name}', '${aws_lb.lb02.dns_name}']);
  });

  it('makes no load balancer before the VPC has its gateway', () => {
    for (const balancer of of('aws_lb')) expect(balancer['depends_on']).toEqual(['aws_internet_gateway.main']);
  });

  it('gives no address the look of a seat, even with more than a hundred load balancers', () => {
    const apps = Array.from({ length: 6 }, (_, i) => ({ ...DEFAULT_APPS[0]!, name: `app${i}` }));
    const large = synthJson(testWorkshop({ seats: 1000, apps }), 'network');
    expect(Object.keys(large.resource['aws_lb'] ?? {}).length).toBeGreaterThan(100);
    expect(addressesOf(large).filter((address) => seatOfAddress(address) !== undefined)).toEqual([]);
  });

  it('gives every zone a public and a private subnet of 4,096 addresses that do not overlap', () => {
    const blocks = of('aws_subnet').map((subnet) => String(subnet['cidr_block']));
    expect(blocks.every((block) => block.endsWith('/20'))).toBe(true);
    expect(new Set(blocks).size).toBe(4);
    for (const block of blocks) expect(Number(block.split('.')[2]) % 16).toBe(0);
  });

  it('gives only the public subnets public addresses and a way to the internet', () => {
    const publicly = of('aws_subnet').filter((subnet) => subnet['map_public_ip_on_launch'] === true);
    expect(publicly.map((subnet) => (subnet['tags'] as Record<string, string>)['usher:part'])).toEqual([
      'public',
      'public',
    ]);
    expect(of('aws_route').map((route) => route['route_table_id'])).toEqual(['${aws_route_table.public.id}']);
  });

  it('lets people reach the load balancers alone, these the tasks, and tasks the database', () => {
    const ingress = (name: string): Rule[] =>
      (network.resource['aws_security_group']?.[name]?.['ingress'] ?? []) as Rule[];
    const open = ingress('balancer').map((rule) => [rule.from_port, rule.to_port]);
    expect(open).toEqual([
      [80, 80],
      [8001, 9000],
      [9001, 10000],
    ]);
    expect(ingress('host')).toEqual([]);
    for (const rule of ingress('task')) expect(rule.security_groups).toEqual(['${aws_security_group.balancer.id}']);
    expect(ingress('task').map((rule) => rule.from_port)).toEqual([8888, 8080]);
    expect(ingress('database')).toMatchObject([
      { from_port: 5432, security_groups: ['${aws_security_group.task.id}'] },
    ]);
    for (const rule of [...ingress('task'), ...ingress('database')]) expect(rule.cidr_blocks).toBeNull();
  });

  it('says that the foundation is laid when exactly what the database looks up exists', () => {
    expect(network.resource['terraform_data']?.['foundation']?.['depends_on']).toEqual([
      'aws_vpc.main',
      'aws_subnet.private-a',
      'aws_subnet.private-b',
      'aws_security_group.database',
      'aws_route53_zone.private',
    ]);
  });

  it('forgets within seconds that a name was not there yet', () => {
    const soa = network.resource['aws_route53_record']?.['soa'];
    expect(soa).toMatchObject({ type: 'SOA', ttl: 5 });
    expect(String(soa?.['records'])).toMatch(/ 5$/);
  });

  it('ends the name server with one dot, whether or not the zone tells it with one', () => {
    expect(String(network.resource['aws_route53_record']?.['soa']?.['records'])).toContain(
      '${trimsuffix(aws_route53_zone.private.primary_name_server, ".")}. awsdns-hostmaster.amazon.com. ',
    );
  });

  it('allows tasks to read the assignments only, and ECS the secrets of this workshop only', () => {
    const policyOf = (name: string): { Statement: { Action: string[]; Resource: string }[] } =>
      JSON.parse(String(network.resource['aws_iam_role_policy']?.[name]?.['policy'])) as never;
    expect(policyOf('task').Statement.flatMap((statement) => statement.Action)).toEqual([
      's3:GetObject',
      's3:ListBucket',
    ]);
    expect(policyOf('task').Statement[0]?.Resource).toMatch(/\/assignments\/\*$/);
    const secrets = policyOf('execution').Statement.find(({ Action }) =>
      Action.includes('secretsmanager:GetSecretValue'),
    );
    expect(secrets?.Resource).toMatch(/:secret:usher\/nov-abc123\/\*$/);
  });

  it('shares no name that AWS wants unique with another workshop', () => {
    const names = (workshop: ReturnType<typeof testWorkshop>): string[] => {
      const stack = synthJson(workshop, 'network');
      return Object.entries(stack.resource)
        .filter(([type]) => !['aws_iam_role_policy', 'aws_route53_record', 'terraform_data'].includes(type))
        .flatMap(([type, members]) =>
          Object.values(members).flatMap((member) => {
            const name = member['name'] ?? member['bucket'];
            return typeof name === 'string' && !name.includes('${') ? [`${type} ${String(name)}`] : [];
          }),
        );
    };
    const mine = names(testWorkshop());
    const theirs = names(testWorkshop({ name: 'dec', suffix: 'xyz789' }));
    expect(mine.length).toBeGreaterThan(10);
    expect(mine.filter((name) => theirs.includes(name))).toEqual([]);
  });

  it('keeps the answer of the front door within the 1,024 characters an ALB allows', () => {
    const [listener] = of('aws_lb_listener');
    const text = JSON.stringify(listener?.['default_action']);
    expect(text).toContain('/007/jupyter');
    expect(text.length).toBeLessThan(1_024);
  });
});
