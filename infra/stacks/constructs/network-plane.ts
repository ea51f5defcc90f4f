import { DataAwsAvailabilityZones } from '@cdktf/provider-aws/lib/data-aws-availability-zones';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Fn } from 'cdktf';
import { natGatewayCount } from '../../../workshop/seat-plan';
import { clusterName } from '../../names';
import { PART } from '../tags';
import type { UsherStack } from '../usher-stack';
import { ZONES } from '../../../workshop/zones';

export interface NetworkPlane {
  readonly vpc: Vpc;
  /** Hosts and load balancers, by zone; what starts here gets a public address. */
  readonly public: readonly Subnet[];
  /** Tasks and the database, by zone; no way out but to S3, unless the workshop wants the internet. */
  readonly private: readonly Subnet[];
  /** The VPC's own way to the internet. */
  readonly gateway: InternetGateway;
}

/** VPC with a public and a private /20 in each of two zones: 4,091 addresses each, where 1,000 seats take 1,500 at most. */
export function networkPlane(stack: UsherStack): NetworkPlane {
  const name = clusterName(stack.workshop);
  const vpc = new Vpc(stack, 'vpc:main', {
    cidrBlock: '10.32.0.0/16',
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: { Name: name, [PART]: 'vpc' },
  });
  const available = new DataAwsAvailabilityZones(stack, 'zones:available', {
    state: 'available',
    filter: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
  });
  const subnet = (part: 'public' | 'private', zone: number, block: number): Subnet =>
    new Subnet(stack, `subnet:${part}-${ZONES[zone]}`, {
      vpcId: vpc.id,
      cidrBlock: `10.32.${block * 16}.0/20`,
      mapPublicIpOnLaunch: part === 'public',
      availabilityZone: Fn.element(available.names, zone),
      // A zone that AWS adds later must not move a subnet.
      lifecycle: { ignoreChanges: ['availability_zone'] },
      tags: { Name: `${name}-${part}-${ZONES[zone]}`, [PART]: part },
    });
  const gateway = new InternetGateway(stack, 'gateway:main', { vpcId: vpc.id, tags: { Name: name } });
  const plane = {
    vpc,
    gateway,
    public: ZONES.map((_, zone) => subnet('public', zone, zone)),
    private: ZONES.map((_, zone) => subnet('private', zone, ZONES.length + zone)),
  };
  const tables = (['public', 'private'] as const).map((part) => {
    const table = new RouteTable(stack, `routes:${part}`, { vpcId: vpc.id, tags: { Name: `${name}-${part}` } });
    plane[part].forEach((member, zone) => {
      new RouteTableAssociation(stack, `association:${part}-${ZONES[zone]}`, {
        routeTableId: table.id,
        subnetId: member.id,
      });
    });
    return table;
  });
  new Route(stack, 'route:internet', {
    routeTableId: tables[0]!.id,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: gateway.id,
  });
  if (natGatewayCount(stack.workshop.spec) > 0) natGateway(stack, name, plane.public[0]!, tables[1]!, gateway);
  new VpcEndpoint(stack, 'endpoint:s3', {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${stack.workshop.spec.region}.s3`,
    vpcEndpointType: 'Gateway',
    routeTableIds: tables.map((table) => table.id),
  });
  return plane;
}

/**
 * The containers' way out. One for both zones: a second would double the price to keep half of the seats online while a zone is
 * down. Hosts keep their own way, so that images are not pulled from behind one address.
 */
function natGateway(
  stack: UsherStack,
  name: string,
  subnet: Subnet,
  table: RouteTable,
  gateway: InternetGateway,
): void {
  const address = new Eip(stack, 'address:nat', { domain: 'vpc', tags: { Name: `${name}-nat` }, dependsOn: [gateway] });
  const nat = new NatGateway(stack, 'nat:main', {
    allocationId: address.id,
    subnetId: subnet.id,
    tags: { Name: name },
    dependsOn: [gateway],
  });
  new Route(stack, 'route:nat', {
    routeTableId: table.id,
    destinationCidrBlock: '0.0.0.0/0',
    natGatewayId: nat.id,
  });
}
