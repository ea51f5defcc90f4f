import { isIpv6 } from './allow-list';
import { loadBalancerCount, natGatewayCount, seatsPerLoadBalancer } from './seat-plan';
import type { WorkshopSpec } from './workshop';

/** GiB of a host's root volume: all images, their logs and, without a volume of its own, the participant's work. */
export const ROOT_VOLUME = 50;
/** Load balancers stand in two zones, with an interface and an address in each. */
export const ZONES_OF_LOAD_BALANCER = 2;
/** CPU units (1024 = one vCPU) and MiB of the containers that prepare an app: the seat's words, folder and database. */
const PREPARING = { cpu: 96, memory: 160 };
/** Of load balancers, tasks, hosts and the database. */
const SECURITY_GROUPS = 4;
/** Of hosts, of ECS as it starts tasks, and of tasks. */
const ROLES = 3;
const GIB_A_TIB = 1024;
/** vCPUs of instance sizes within the standard families; a larger one is a multiple of xlarge's four. */
const VCPUS: Readonly<Record<string, number>> = { nano: 2, micro: 2, small: 2, medium: 2, large: 2, xlarge: 4 };

/** What AWS counts of a workshop, whole numbers but for `volumes`. */
export interface Needs {
  /** Of all instances, by the size in their type's name. */
  readonly vcpus: number;
  readonly hosts: number;
  readonly services: number;
  readonly loadBalancers: number;
  /** These three: of the load balancer with the most seats; rules without the one each listener is born with. */
  readonly listenersEach: number;
  readonly rulesEach: number;
  readonly targetGroupsEach: number;
  readonly targetGroups: number;
  /** Of hosts, tasks, load balancers, NAT gateway and database. */
  readonly interfaces: number;
  readonly vpcs: number;
  /** Elastic ones; the public addresses of hosts and load balancers are not counted by any quota. */
  readonly addresses: number;
  readonly securityGroups: number;
  /** Inbound rules of the load balancers' security group; IPv4 and IPv6 are counted apart, and this is the larger. */
  readonly groupRules: number;
  /** TiB of gp3. */
  readonly volumes: number;
  readonly roles: number;
  readonly databases: number;
}

/** What the whole workshop takes once it stands. */
export function needsOf(spec: WorkshopSpec): Needs {
  const { seats, apps, exposure, storage, allow } = spec;
  const hosted = exposure.kind === 'hosts';
  const loadBalancers = loadBalancerCount(spec);
  const appsEach = Math.min(seats, seatsPerLoadBalancer(spec)) * apps.length;
  const databases = apps.some((app) => app.database) ? 1 : 0;
  const nat = natGatewayCount(spec);
  const ranges = 1 + (hosted ? 1 : apps.length);
  const ipv6 = allow.filter(isIpv6).length;
  return {
    vcpus: seats * vcpusOf(spec.instanceType),
    hosts: seats,
    services: seats * apps.length,
    loadBalancers,
    listenersEach: hosted ? 2 : appsEach + 1,
    rulesEach: appsEach,
    targetGroupsEach: appsEach,
    targetGroups: seats * apps.length,
    interfaces: seats * (1 + apps.length) + loadBalancers * ZONES_OF_LOAD_BALANCER + nat + databases,
    vpcs: 1,
    addresses: nat,
    securityGroups: SECURITY_GROUPS,
    groupRules: ranges * Math.max(ipv6, allow.length - ipv6),
    volumes: (seats * (ROOT_VOLUME + (storage.kind === 'volume' ? storage.size : 0))) / GIB_A_TIB,
    roles: ROLES,
    databases,
  };
}

/** CPU units and MiB that the tasks of one seat reserve on their host, with what prepares them. */
export const seatLoad = ({ apps }: Pick<WorkshopSpec, 'apps'>): { readonly cpu: number; readonly memory: number } => ({
  cpu: apps.reduce((sum, app) => sum + app.cpu + PREPARING.cpu, 0),
  memory: apps.reduce((sum, app) => sum + app.memory + PREPARING.memory, 0),
});

/** vCPUs of an instance type by its size: `t3.xlarge` has 4. A size that says nothing counts as the smallest. */
export function vcpusOf(instanceType: string): number {
  const size = instanceType.split('.')[1] ?? '';
  const multiple = /^(\d+)xlarge$/.exec(size);
  return multiple ? Number(multiple[1]) * 4 : (VCPUS[size] ?? 2);
}
