import type { Needs } from '../../../workshop/needs';
import type { Usage } from './usage';

/** A quota that a workshop can run into. */
export interface Quota {
  /** As Service Quotas calls the service and the quota. */
  readonly service: string;
  readonly code: string;
  /** As people read it. */
  readonly what: string;
  readonly need: keyof Needs;
  /** What else in the account counts against it; undefined where it limits something that is this workshop's alone. */
  readonly usage?: keyof Usage;
  /** AWS raises it for nobody. */
  readonly fixed?: true;
  /** What is counted is near the truth and not it: such a quota stops nothing. */
  readonly rough?: true;
}

const ELB = 'elasticloadbalancing';

/** All but vCPUs, whose quota is a matter of the instance type, and IAM's, which has an API of its own. */
export const QUOTAS: readonly Quota[] = [
  {
    service: ELB,
    code: 'L-53DA6B97',
    what: 'application load balancers',
    need: 'loadBalancers',
    usage: 'loadBalancers',
  },
  { service: ELB, code: 'L-B6DF7632', what: 'listeners of a load balancer', need: 'listenersEach' },
  { service: ELB, code: 'L-7EED9B64', what: 'rules of a load balancer', need: 'rulesEach' },
  { service: ELB, code: 'L-822D1B1B', what: 'target groups of a load balancer', need: 'targetGroupsEach', fixed: true },
  { service: ELB, code: 'L-B22855CB', what: 'target groups', need: 'targetGroups', usage: 'targetGroups' },
  { service: 'vpc', code: 'L-DF5E4CA3', what: 'network interfaces', need: 'interfaces', usage: 'interfaces' },
  { service: 'vpc', code: 'L-F678F1CE', what: 'VPCs', need: 'vpcs', usage: 'vpcs' },
  { service: 'vpc', code: 'L-E79EC296', what: 'security groups', need: 'securityGroups', usage: 'securityGroups' },
  { service: 'vpc', code: 'L-0EA8095F', what: 'rules of a security group', need: 'groupRules' },
  { service: 'ec2', code: 'L-0263D0A3', what: 'Elastic IP addresses', need: 'addresses', usage: 'addresses' },
  { service: 'ebs', code: 'L-7A658B76', what: 'TiB of gp3 volumes', need: 'volumes', usage: 'volumes' },
  { service: 'ecs', code: 'L-9EF96962', what: 'ECS services of a cluster', need: 'services' },
  { service: 'ecs', code: 'L-86C34207', what: 'ECS instances of a cluster', need: 'hosts' },
  { service: 'rds', code: 'L-7B6409FD', what: 'RDS instances', need: 'databases', usage: 'databases', rough: true },
];

export const ROLES: Quota = { service: 'iam', code: 'L-FE177D64', what: 'IAM roles', need: 'roles', usage: 'roles' };

/** Families of instances with a quota of their own; all others share that of the standard ones. */
const FAMILIES: readonly (readonly [families: readonly string[], code: string, words: string])[] = [
  [['g', 'gr', 'vt'], 'L-DB2E81BA', 'G and VT'],
  [['p'], 'L-417A185B', 'P'],
  [['x'], 'L-7295265B', 'X'],
  [['f'], 'L-74FC7D96', 'F'],
  [['inf'], 'L-1945791B', 'Inf'],
  [['trn'], 'L-2C3B7624', 'Trn'],
];

/** The quota that on-demand instances of this type count against: `t3.xlarge` against that of standard ones. */
export function vcpuQuota(instanceType: string): Quota {
  const family = /^[a-z]+/.exec(instanceType)?.[0] ?? '';
  const [, code, words] = FAMILIES.find(([families]) => families.includes(family)) ?? [[], 'L-1216C47A', 'standard'];
  return { service: 'ec2', code, what: `vCPUs of ${words} instances`, need: 'vcpus', usage: 'vcpus' };
}

/** Where an organiser looks the quota up and asks for more; of global services the quotas are kept in one region. */
export const linkOf = ({ service, code }: Pick<Quota, 'service' | 'code'>, region: string): string =>
  `https://console.aws.amazon.com/servicequotas/home/services/${service}/quotas/${code}?region=${service === 'iam' ? 'us-east-1' : region}`;
