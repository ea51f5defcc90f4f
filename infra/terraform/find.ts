import { DescribeRouteTablesCommand, DescribeTagsCommand, EC2Client, paginateDescribeTags } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  ElasticLoadBalancingV2Client,
  ListenerNotFoundException,
  LoadBalancerNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Workshop } from '../../workshop/workshop';
import { TAG } from '../names';
import { clientConfig } from './client-config';
import { deadServices } from './dead-services';
import { findPrivateZone, leadsToWorkshop } from './find-names';
import { isEnding, lookAtInstances } from './instances';

/** Finds in AWS what a stack made, by the tags Usher puts on everything. */
export interface AwsFinder {
  /** ARN (or, for EC2, the bare id) by Terraform address, of everything that carries this stack's tags. */
  tagged(workshop: Workshop, stack: string, addresses: readonly string[]): Promise<Map<string, string>>;
  /** ARN of the listener on this port; undefined when the load balancer or the listener is not there. */
  listener(region: string, loadBalancerArn: string, port: number): Promise<string | undefined>;
  /** Id of the private zone of this name; it has no tags until AWS has spread it, a minute after it was made. */
  privateZone(region: string, name: string): Promise<string | undefined>;
  /** Whether the zone has an alias of this name that leads to a load balancer of the workshop. */
  alias(workshop: Workshop, zone: string, name: string): Promise<boolean>;
  /** What a route table holds; undefined when it is not there. */
  routeTable(region: string, id: string): Promise<RouteTableContent | undefined>;
}

export interface RouteTableContent {
  /** Ids of the subnets associated with it. */
  readonly subnets: readonly string[];
  /** Destinations of its routes, as CIDR. */
  readonly destinations: readonly string[];
}

/** The most values a filter of EC2 takes. */
const FILTER_VALUES = 200;
/** Where the tagging API lists what belongs to no region, such as DNS zones. */
const GLOBAL_REGION = 'us-east-1';

/** The finder on real clients; region by region, with the endpoint and keys of `env`. */
export function createAwsFinder(env: NodeJS.ProcessEnv): AwsFinder {
  return {
    async tagged(workshop, stack, addresses) {
      const { region } = workshop.spec;
      const isGlobal = addresses.some((address) => address.startsWith('aws_route53_'));
      const regions = isGlobal && region !== GLOBAL_REGION ? [region, GLOBAL_REGION] : [region];
      const found = await Promise.all([
        byEc2Tags(env, workshop, stack, addresses),
        ...regions.map((one) => byTaggingApi(env, one, workshop, stack)),
      ]);
      const all = found.flat();
      const dead = await deadOf(
        env,
        region,
        all.map(([, arn]) => arn),
      );
      const living = new Map<string, string>();
      for (const [address, arn] of all) {
        if (!dead.has(arn) && isNewer(arn, living.get(address))) living.set(address, arn);
      }
      return living;
    },
    privateZone: (region, name) => findPrivateZone(env, region, name),
    alias: (workshop, zone, name) => leadsToWorkshop(env, workshop, zone, name),
    routeTable: (region, id) => describeRouteTable(env, region, id),
    async listener(region, loadBalancerArn, port) {
      const client = new ElasticLoadBalancingV2Client(clientConfig(env, region));
      try {
        const answer = await client.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancerArn }));
        return answer.Listeners?.find((listener) => listener.Port === port)?.ListenerArn;
      } catch (error) {
        if (error instanceof LoadBalancerNotFoundException || error instanceof ListenerNotFoundException) return;
        throw error;
      } finally {
        client.destroy();
      }
    },
  };
}

async function describeRouteTable(
  env: NodeJS.ProcessEnv,
  region: string,
  id: string,
): Promise<RouteTableContent | undefined> {
  const client = new EC2Client(clientConfig(env, region));
  // A filter, and not the id itself: what is not there is then no error.
  const Filters = [{ Name: 'route-table-id', Values: [id] }];
  const table = (await client.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables?.[0];
  client.destroy();
  if (!table) return undefined;
  return {
    subnets: (table.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
    destinations: (table.Routes ?? []).flatMap(({ DestinationCidrBlock }) => DestinationCidrBlock ?? []),
  };
}

/** Address, and ARN or id. Two of one address where one of them has come to its end. */
type Found = readonly [address: string, arn: string];

/** Of these ARNs and ids (of anything) services and instances that are gone: AWS tells their tags for up to an hour more. */
async function deadOf(env: NodeJS.ProcessEnv, region: string, arns: readonly string[]): Promise<Set<string>> {
  const instanceOf = (arn: string): string | undefined => /(?:^|:instance\/)(i-[0-9a-f]+)$/.exec(arn)?.[1];
  const [services, looks] = await Promise.all([
    deadServices(env, region, arns),
    lookAtInstances(env, region, [...new Set(arns.flatMap((arn) => instanceOf(arn) ?? []))]),
  ]);
  return new Set([...services, ...arns.filter((arn) => isEnding(looks.get(instanceOf(arn) ?? '')))]);
}

async function byTaggingApi(
  env: NodeJS.ProcessEnv,
  region: string,
  workshop: Workshop,
  stack: string,
): Promise<Found[]> {
  const client = new ResourceGroupsTaggingAPIClient(clientConfig(env, region));
  const found: Found[] = [];
  const filters = { [TAG.workshop]: workshop.spec.name, [TAG.run]: workshop.suffix, [TAG.stack]: stack };
  const TagFilters = Object.entries(filters).map(([Key, value]) => ({ Key, Values: [value] }));
  for await (const page of paginateGetResources({ client, pageSize: 100 }, { TagFilters })) {
    for (const { ResourceARN, Tags } of page.ResourceTagMappingList ?? []) {
      const address = Tags?.find(({ Key }) => Key === TAG.address)?.Value;
      if (address && ResourceARN) found.push([address, ResourceARN]);
    }
  }
  client.destroy();
  return found;
}

/** Of several revisions of a task definition the last one counts. */
function isNewer(arn: string, than: string | undefined): boolean {
  const revision = (text: string): number => Number(/:(\d+)$/.exec(text)?.[1] ?? 0);
  return than === undefined || revision(arn) > revision(than);
}

/** EC2's own tags are there at once, the tagging API follows seconds later and leaves some kinds out. */
async function byEc2Tags(
  env: NodeJS.ProcessEnv,
  workshop: Workshop,
  stack: string,
  addresses: readonly string[],
): Promise<Found[]> {
  const client = new EC2Client(clientConfig(env, workshop.spec.region));
  const candidates = new Map<string, string>();
  for (const Values of chunks(addresses, FILTER_VALUES)) {
    const Filters = [
      { Name: 'key', Values: [TAG.address] },
      { Name: 'value', Values },
    ];
    for await (const page of paginateDescribeTags({ client }, { Filters })) {
      for (const { ResourceId, Value } of page.Tags ?? []) if (ResourceId && Value) candidates.set(ResourceId, Value);
    }
  }
  const found: Found[] = [];
  for (const ids of chunks([...candidates.keys()], FILTER_VALUES)) {
    const ours = await Promise.all(
      [
        [TAG.run, workshop.suffix],
        [TAG.stack, stack],
      ].map(([key = '', value = '']) => idsTagged(client, ids, key, value)),
    );
    for (const id of ids) if (ours.every((set) => set.has(id))) found.push([candidates.get(id) ?? '', id]);
  }
  client.destroy();
  return found;
}

async function idsTagged(client: EC2Client, ids: string[], key: string, value: string): Promise<Set<string>> {
  const Filters = [
    { Name: 'resource-id', Values: ids },
    { Name: 'key', Values: [key] },
    { Name: 'value', Values: [value] },
  ];
  const answer = await client.send(new DescribeTagsCommand({ Filters }));
  return new Set((answer.Tags ?? []).map(({ ResourceId }) => ResourceId ?? ''));
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
