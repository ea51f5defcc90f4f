import { ACCOUNT, madeUpId, type Body, type Resource, type StackConfig } from './resolve';

const PREFIX: Record<string, string> = {
  aws_vpc: 'vpc',
  aws_subnet: 'subnet',
  aws_security_group: 'sg',
  aws_route_table: 'rtb',
  aws_internet_gateway: 'igw',
  aws_instance: 'i',
  aws_ebs_volume: 'vol',
};

/** Every resource of a synthesised stack with its made-up id and ARN. `run` tells workshops apart. */
export function readResources(config: StackConfig, run: string): Resource[] {
  const region = regionOfStack(config);
  return Object.entries(config.resource ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => makeResource(type, name, body, run, region)),
  );
}

/** Region of the AWS provider of the stack. */
export const regionOfStack = (config: StackConfig): string => config.provider?.aws?.[0]?.region ?? 'eu-west-1';

function makeResource(type: string, name: string, body: Body, run: string, region: string): Resource {
  const made = madeUpId(PREFIX[type] ?? 'x', `${run} ${type} ${name}`);
  const hex = made.slice(-16);
  const own = String(body['name'] ?? body['family'] ?? name);
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
  const base = { type, name, body, extra: {} };
  switch (type) {
    case 'aws_lb':
      return named(base, arn('elasticloadbalancing', `loadbalancer/app/${own}/${hex}`));
    case 'aws_lb_target_group':
      return named(base, arn('elasticloadbalancing', `targetgroup/${own}/${hex}`));
    case 'aws_lb_listener':
      return named(base, arn('elasticloadbalancing', `listener/app/${run}/${hex}/${hex}`));
    case 'aws_lb_listener_rule':
      return named(base, arn('elasticloadbalancing', `listener-rule/app/${run}/${hex}/${hex}/${hex}`));
    case 'aws_acm_certificate':
      return named(base, arn('acm', `certificate/${hex}`));
    case 'aws_ecs_cluster':
      return named(base, arn('ecs', `cluster/${own}`));
    case 'aws_ecs_task_definition':
      return { ...base, id: own, arn: arn('ecs', `task-definition/${own}:1`) };
    case 'aws_secretsmanager_secret':
      return named(base, arn('secretsmanager', `secret:${own}-${hex.slice(0, 6)}`));
    case 'aws_secretsmanager_secret_version':
      // Its ARN is that of its secret, by reference.
      return { ...base, id: made, arn: String(body['secret_id'] ?? '') };
    case 'aws_db_instance': {
      const identifier = String(body['identifier'] ?? name);
      const address = `${identifier}.${hex.slice(0, 12)}.${region}.rds.amazonaws.com`;
      return {
        ...base,
        id: identifier,
        arn: arn('rds', `db:${identifier}`),
        extra: { address, endpoint: `${address}:5432` },
      };
    }
    case 'aws_instance':
      return { ...base, id: made, arn: arn('ec2', `instance/${made}`) };
    case 'aws_iam_role':
    case 'aws_iam_instance_profile':
      return { ...base, id: own, arn: `arn:aws:iam::${ACCOUNT}:${type.slice(8).replace('_', '-')}/${own}` };
    case 'aws_route53_zone':
      return { ...base, id: made, arn: `arn:aws:route53:::hostedzone/${made}`, extra: { zone_id: made } };
    default:
      return {
        ...base,
        id: PREFIX[type] ? made : own,
        arn: arn(type.startsWith('aws_vpc') || PREFIX[type] ? 'ec2' : 'other', `${type}/${made}`),
      };
  }
}

/** Where AWS's id is the ARN itself. */
const named = (base: Omit<Resource, 'id' | 'arn'>, arn: string): Resource => ({ ...base, id: arn, arn });
