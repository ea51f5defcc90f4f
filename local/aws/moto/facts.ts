import type { DatabaseEndpoint, Facts, Ingress, Network, PrivateRecord, Subnet } from '../lifecycle/facts';
import { inner, list, number, strings, text, type Query } from '../proxy/query';
import type { MotoClient } from './client';

const EC2 = '2016-11-15';

/** Facts read from moto. A region's network is read again only after `forget`. */
export function motoFacts(moto: MotoClient): Facts & { forget(): void } {
  const networks = new Map<string, Promise<Network>>();
  return {
    network(region) {
      const known = networks.get(region);
      if (known) return known;
      const read = readNetwork(moto, region);
      networks.set(region, read);
      read.catch(() => networks.delete(region));
      return read;
    },
    async secret(region, id) {
      const answer = await moto.json(region, 'secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: id });
      return answer && text(answer, 'SecretString');
    },
    async certificate(region, arn) {
      const answer = await moto.json(region, 'acm', 'CertificateManager.DescribeCertificate', { CertificateArn: arn });
      const certificate = answer && inner(answer, 'Certificate');
      if (!certificate || text(certificate, 'Status') !== 'ISSUED') return undefined;
      const names = [text(certificate, 'DomainName') ?? '', ...strings(certificate, 'SubjectAlternativeNames')];
      return [...new Set(names)];
    },
    objects: (region, bucket, prefix) => readObjects(moto, region, bucket, prefix),
    forget: () => networks.clear(),
  };
}

async function readNetwork(moto: MotoClient, region: string): Promise<Network> {
  const ec2 = (Action: string) => moto.query(region, 'ec2', EC2, { Action });
  const [subnets, tables, groups, databases, records] = await Promise.all([
    ec2('DescribeSubnets'),
    ec2('DescribeRouteTables'),
    ec2('DescribeSecurityGroups'),
    moto.query(region, 'rds', '2014-10-31', { Action: 'DescribeDBInstances' }),
    readRecords(moto, region),
  ]);
  return {
    subnets: readSubnets(list(subnets, 'subnetSet'), list(tables, 'routeTableSet')),
    groups: new Map(
      list(groups, 'securityGroupInfo').map((g) => [
        text(g, 'groupId') ?? '',
        list(g, 'ipPermissions').map(readIngress),
      ]),
    ),
    records,
    databases: readDatabases(databases),
  };
}

function readSubnets(subnets: readonly Query[], tables: readonly Query[]): Map<string, Subnet> {
  const ways = new Map<string, Subnet['way']>();
  for (const table of tables) {
    for (const association of list(table, 'associationSet')) {
      const main = text(association, 'main') === 'true' ? text(table, 'vpcId') : undefined;
      const key = text(association, 'subnetId') || main;
      if (key !== undefined) ways.set(key, wayOf(list(table, 'routeSet')));
    }
  }
  return new Map(
    subnets.map((subnet) => {
      const id = text(subnet, 'subnetId') ?? '';
      const vpc = text(subnet, 'vpcId') ?? '';
      const way = ways.get(id) ?? ways.get(vpc) ?? 'none';
      const givesPublicIp = text(subnet, 'mapPublicIpOnLaunch') === 'true';
      return [
        id,
        { vpc, cidr: text(subnet, 'cidrBlock') ?? '', zone: text(subnet, 'availabilityZone'), givesPublicIp, way },
      ];
    }),
  );
}

function wayOf(routes: readonly Query[]): Subnet['way'] {
  const open = routes.find((route) => text(route, 'destinationCidrBlock') === '0.0.0.0/0');
  if (!open) return 'none';
  if (text(open, 'gatewayId')?.startsWith('igw-')) return 'internet-gateway';
  return text(open, 'natGatewayId') ? 'nat' : 'none';
}

const readIngress = (permission: Query): Ingress => ({
  protocol: text(permission, 'ipProtocol') ?? '-1',
  from: number(permission, 'fromPort', 0),
  to: number(permission, 'toPort', 65535),
  cidrs: list(permission, 'ipRanges').flatMap((r) => text(r, 'cidrIp') ?? []),
  groups: list(permission, 'groups').flatMap((g) => text(g, 'groupId') ?? []),
});

function readDatabases(answer: Query): DatabaseEndpoint[] {
  return listed(inner(answer, 'DescribeDBInstancesResult'), 'DBInstances', 'DBInstance').map((db) => ({
    id: text(db, 'DBInstanceIdentifier') ?? '',
    address: text(inner(db, 'Endpoint'), 'Address') ?? '',
    port: number(inner(db, 'Endpoint'), 'Port', 5432),
    groups: listed(db, 'VpcSecurityGroups', 'VpcSecurityGroupMembership').flatMap(
      (g) => text(g, 'VpcSecurityGroupId') ?? [],
    ),
  }));
}

async function readRecords(moto: MotoClient, region: string): Promise<PrivateRecord[]> {
  const zones = listed(await moto.rest(region, 'route53', '/2013-04-01/hostedzone'), 'HostedZones', 'HostedZone');
  const records: PrivateRecord[] = [];
  for (const zone of zones) {
    const id = (text(zone, 'Id') ?? '').replace('/hostedzone/', '');
    const detail = await moto.rest(region, 'route53', `/2013-04-01/hostedzone/${id}`);
    const vpcs = listed(detail, 'VPCs', 'VPC').flatMap((v) => text(v, 'VPCId') ?? []);
    if (vpcs.length === 0) continue;
    const sets = await moto.rest(region, 'route53', `/2013-04-01/hostedzone/${id}/rrset`);
    for (const set of listed(sets, 'ResourceRecordSets', 'ResourceRecordSet')) {
      const values = listed(set, 'ResourceRecords', 'ResourceRecord').flatMap((r) => text(r, 'Value') ?? []);
      records.push({ name: bare(text(set, 'Name') ?? ''), values: values.map(bare), vpcs });
    }
  }
  return records;
}

async function readObjects(
  moto: MotoClient,
  region: string,
  bucket: string,
  prefix: string,
): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  let token: string | undefined = '';
  while (token !== undefined) {
    const after: string = token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`;
    const path = `/${bucket}?list-type=2&prefix=${encodeURIComponent(prefix)}${after}`;
    const page: Query = await moto.rest(region, 's3', path);
    for (const { Key } of listed({ page }, 'page', 'Contents')) {
      const key = String(Key);
      const at = key.split('/').map(encodeURIComponent).join('/');
      objects.set(key.slice(prefix.length), await moto.text(region, 's3', `/${bucket}/${at}`));
    }
    token = text(page, 'NextContinuationToken');
  }
  return objects;
}

const bare = (name: string): string => name.replace(/\.$/, '');

/** `<Things><Thing/>...</Things>`, which the parser leaves as one object or several. */
function listed(tree: Query, outer: string, name: string): Query[] {
  const holder = tree[outer];
  if (Array.isArray(holder)) return holder as Query[];
  const one = inner(tree, outer)[name];
  if (Array.isArray(one)) return one as Query[];
  return one === undefined || one === '' ? [] : [one as Query];
}
