import type { Ingress, Network, Subnet } from '../lifecycle/facts';
import { blocks, textOf, textsOf, type Made } from './made';

/** The network of every stack that is filled in, joined: ids differ from run to run. */
export function networkOf(all: readonly Made[]): Network {
  const of = (type: string) => all.filter((made) => made.type === type);
  const open = new Map(
    of('aws_route')
      .filter((route) => textOf(route.body, 'destination_cidr_block') === '0.0.0.0/0')
      .map((route) => [textOf(route.body, 'route_table_id'), wayOf(route)]),
  );
  const ways = new Map(
    of('aws_route_table_association').map((a) => [
      textOf(a.body, 'subnet_id'),
      open.get(textOf(a.body, 'route_table_id')) ?? 'none',
    ]),
  );
  const vpcs = of('aws_vpc').map((vpc) => vpc.id);
  return {
    subnets: new Map(
      of('aws_subnet').map((subnet) => [
        subnet.id,
        {
          vpc: textOf(subnet.body, 'vpc_id'),
          cidr: textOf(subnet.body, 'cidr_block'),
          zone: textOf(subnet.body, 'availability_zone') || undefined,
          givesPublicIp: subnet.body['map_public_ip_on_launch'] === true,
          way: ways.get(subnet.id) ?? ('none' as const),
        },
      ]),
    ),
    groups: new Map(of('aws_security_group').map((g) => [g.id, blocks(g.body, 'ingress').map(readIngress)])),
    records: of('aws_route53_record').map((record) => ({
      name: textOf(record.body, 'name'),
      values: textsOf(record.body, 'records'),
      vpcs,
    })),
    databases: of('aws_db_instance').map((db) => ({
      id: db.id,
      address: String(db.extra['address']),
      port: 5432,
      groups: textsOf(db.body, 'vpc_security_group_ids'),
    })),
  };
}

const wayOf = (route: Made): Subnet['way'] => {
  if (textOf(route.body, 'gateway_id').startsWith('igw-')) return 'internet-gateway';
  return textOf(route.body, 'nat_gateway_id') === '' ? 'none' : 'nat';
};

const readIngress = (rule: Readonly<Record<string, unknown>>): Ingress => ({
  protocol: textOf(rule, 'protocol'),
  from: Number(textOf(rule, 'from_port')),
  to: Number(textOf(rule, 'to_port')),
  cidrs: textsOf(rule, 'cidr_blocks'),
  groups: textsOf(rule, 'security_groups'),
});
