import { BlockList, isIPv4 } from 'node:net';

/** What the data plane asks of the control plane, never more often than something changed. */
export interface Facts {
  network(region: string): Promise<Network>;
  /** The secret's text, or undefined where there is no such secret. */
  secret(region: string, id: string): Promise<string | undefined>;
  /** Texts of the objects under a prefix of a bucket, by their keys without it. */
  objects(region: string, bucket: string, prefix: string): Promise<ReadonlyMap<string, string>>;
  /** DNS names a certificate covers; undefined where there is none of this ARN, or it is not issued. */
  certificate(region: string, arn: string): Promise<readonly string[] | undefined>;
}

/** Who reaches whom in one region. */
export interface Network {
  readonly subnets: ReadonlyMap<string, Subnet>;
  /** Ingress rules by security group. */
  readonly groups: ReadonlyMap<string, readonly Ingress[]>;
  readonly records: readonly PrivateRecord[];
  readonly databases: readonly DatabaseEndpoint[];
}

/** A subnet and its way out. */
export interface Subnet {
  readonly vpc: string;
  readonly cidr: string;
  /** `eu-west-1a`; undefined where nobody says. */
  readonly zone: string | undefined;
  /** Whether instances launched here get a public address unless they refuse it. */
  readonly givesPublicIp: boolean;
  /** Where its default route leads. */
  readonly way: 'internet-gateway' | 'nat' | 'none';
}

/** One rule of a security group. */
export interface Ingress {
  /** `-1` for every protocol. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly cidrs: readonly string[];
  readonly groups: readonly string[];
}

/** A name that resolves in some VPCs only. */
export interface PrivateRecord {
  readonly name: string;
  readonly values: readonly string[];
  readonly vpcs: readonly string[];
}

/** Address of an RDS instance, and the groups that guard it. */
export interface DatabaseEndpoint {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly groups: readonly string[];
}

/** Where everybody calls from who calls the local AWS. */
const CALLER = '127.0.0.1';

/** Whether a CIDR range holds the caller; ranges of IPv6 never do, since local load balancers have IPv4 addresses. */
function holdsCaller(cidr: string): boolean {
  const [address = '', bits = '32'] = cidr.split('/');
  if (!isIPv4(address)) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(bits));
  return range.check(CALLER);
}

/** Whether one of `groups` lets a connection in from a member of `sources`, or from the caller on this machine where `sources` is 'outside'. */
export function admits(
  network: Network,
  groups: readonly string[],
  port: number,
  sources: readonly string[] | 'outside',
): boolean {
  return groups.some((group) =>
    (network.groups.get(group) ?? []).some((rule) => {
      const fits = rule.protocol === '-1' || (rule.protocol === 'tcp' && rule.from <= port && port <= rule.to);
      if (!fits) return false;
      if (sources === 'outside') return rule.cidrs.some(holdsCaller);
      return rule.cidrs.length > 0 || rule.groups.some((g) => sources.includes(g));
    }),
  );
}
