import type { Workshop } from '../../workshop/workshop';
import type { AwsFinder } from './find';
import { importId } from './import-id';
import { resolver, type Resolve } from './references';
import type { Session } from './session';
import type { ConfigResource, StackConfig } from './config';
import type { StackState } from './state';

type Body = Readonly<Record<string, unknown>>;

const joined = (mark: string, ...parts: (string | undefined)[]): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(mark) : undefined;

/** Types whose import id follows from their configuration: those without tags, and those the tagging API leaves out. */
const BY_NAME: Readonly<Record<string, (body: Body, resolve: Resolve) => string | undefined>> = {
  aws_iam_role: (body, resolve) => resolve(body['name']),
  aws_iam_instance_profile: (body, resolve) => resolve(body['name']),
  aws_iam_role_policy: (body, resolve) => joined(':', resolve(body['role']), resolve(body['name'])),
  aws_iam_role_policy_attachment: (body, resolve) => joined('/', resolve(body['role']), resolve(body['policy_arn'])),
  aws_cloudwatch_log_group: (body, resolve) => resolve(body['name']),
  aws_s3_bucket: (body, resolve) => resolve(body['bucket']),
  aws_ecs_cluster: (body, resolve) => resolve(body['name']),
  aws_db_instance: (body, resolve) => resolve(body['identifier']),
  aws_db_subnet_group: (body, resolve) => resolve(body['name']),
  aws_db_parameter_group: (body, resolve) => resolve(body['name']),
  aws_vpc_endpoint_route_table_association: (body, resolve) =>
    joined('/', resolve(body['vpc_endpoint_id']), resolve(body['route_table_id'])),
  aws_volume_attachment: (body, resolve) =>
    joined(':', resolve(body['device_name']), resolve(body['volume_id']), resolve(body['instance_id'])),
  aws_route53_record: (body, resolve) =>
    joined('_', resolve(body['zone_id']), resolve(body['name']), resolve(body['type'])),
};

/**
 * Import ids, by address, of what AWS may hold and the state lacks. What carries our tags is there; with `names` also what
 * only its name can tell: those are guesses, and a plan drops the ones that do not exist.
 */
export async function findAdoptions(
  session: Pick<Session, 'workshop' | 'stack' | 'finder'>,
  config: StackConfig,
  state: StackState,
  names: boolean,
): Promise<Map<string, string>> {
  const { workshop, stack, finder } = session;
  const missing = [...config.resources].filter(
    ([address, { type }]) => type.startsWith('aws_') && !state.resources.has(address),
  );
  if (missing.length === 0) return new Map();
  const found = await finder.tagged(
    workshop,
    stack,
    missing.map(([address]) => address),
  );
  const resolve = resolver(config, state, found);
  const guess = names || found.size > 0;
  const ids = await Promise.all(
    missing.map(async ([address, resource]): Promise<[string, string | undefined]> => {
      const arn = found.get(address);
      if (arn !== undefined) return [address, importId(resource.type, arn)];
      return [address, guess ? await guessId(resource, resolve, finder, workshop) : undefined];
    }),
  );
  return new Map(ids.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The rest has no name. Imports of associations that do not exist fail without saying which, so these are looked up. */
async function guessId(
  { type, body }: ConfigResource,
  resolve: Resolve,
  finder: AwsFinder,
  workshop: Workshop,
): Promise<string | undefined> {
  const { region } = workshop.spec;
  if (type === 'aws_lb_listener') {
    const loadBalancer = resolve(body['load_balancer_arn']);
    return loadBalancer === undefined ? undefined : finder.listener(region, loadBalancer, Number(body['port']));
  }
  if (type === 'aws_route53_zone') {
    const name = resolve(body['name']);
    return name === undefined ? undefined : finder.privateZone(region, name);
  }
  if (type === 'aws_route53_record' && body['alias'] !== undefined) {
    const [zone, name] = [resolve(body['zone_id']), resolve(body['name'])];
    const isOurs = zone !== undefined && name !== undefined && (await finder.alias(workshop, zone, name));
    return isOurs ? BY_NAME[type]?.(body, resolve) : undefined;
  }
  if (type !== 'aws_route' && type !== 'aws_route_table_association') return BY_NAME[type]?.(body, resolve);
  const id = resolve(body['route_table_id']);
  const table = id === undefined ? undefined : await finder.routeTable(region, id);
  const destination = resolve(body['destination_cidr_block']);
  const subnet = resolve(body['subnet_id']);
  if (destination !== undefined && table?.destinations.includes(destination)) return `${id}_${destination}`;
  if (subnet !== undefined && table?.subnets.includes(subnet)) return `${subnet}/${id}`;
  return undefined;
}
