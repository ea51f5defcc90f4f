import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  type NetworkInterface,
  type Tag,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { vcpusOf } from '../../../workshop/needs';
import type { Workshop } from '../../../workshop/workshop';
import { TAG } from '../../names';
import type { Asking } from './asking';
import { vcpuQuota } from './catalogue';

/** Largest pages: of EC2, of volumes, of load balancers. */
const PAGE = 1000;
const VOLUME_PAGE = 500;
const BALANCER_PAGE = 400;
const GIB_A_TIB = 1024;
/** How RDS describes the interface of a database server. */
const DATABASE_INTERFACE = 'RDSNetworkInterface';

/** How much of each kind the account uses, this workshop left out. */
export interface Usage {
  /** Of running on-demand instances that share a quota with the workshop's. */
  readonly vcpus: number;
  readonly loadBalancers: number;
  readonly targetGroups: number;
  readonly interfaces: number;
  readonly vpcs: number;
  readonly addresses: number;
  readonly securityGroups: number;
  /** TiB of gp3. */
  readonly volumes: number;
  readonly roles: number;
  /** Database servers, by their network interfaces: a standby has one as well. */
  readonly databases: number;
}

/** Counts one kind; a call for each page, and what several kinds are counted by is asked for once. */
export type Count = (kind: Exclude<keyof Usage, 'roles'>) => Promise<number>;

/** Counts what others use in the region. The workshop's own is told by its VPC, or by its tag where there is no VPC to it. */
export function countUsage(asking: Asking, workshop: Workshop): Count {
  const { calls, ec2, elb, until } = asking;
  const isOwn = (tags: readonly Tag[] = []): boolean =>
    tags.some(({ Key, Value }) => Key === TAG.run && Value === workshop.suffix);

  const vpcs = once(() =>
    calls.pages(async (NextToken) => {
      const command = new DescribeVpcsCommand({ NextToken, MaxResults: PAGE });
      const answer = await calls.make('ec2:DescribeVpcs', () => ec2.send(command, until));
      return { items: answer.Vpcs ?? [], next: answer.NextToken };
    }),
  );
  /** Those of a list that lie in no VPC of the workshop. */
  const others = async <T extends { readonly VpcId?: string | undefined }>(listed: Promise<T[]>): Promise<T[]> => {
    const [all, own] = await Promise.all([listed, vpcs().then((every) => every.filter(({ Tags }) => isOwn(Tags)))]);
    return all.filter(({ VpcId }) => !own.some((vpc) => vpc.VpcId === VpcId));
  };
  const interfaces = once(() =>
    others(
      calls.pages<NetworkInterface>(async (NextToken) => {
        const command = new DescribeNetworkInterfacesCommand({ NextToken, MaxResults: PAGE });
        const answer = await calls.make('ec2:DescribeNetworkInterfaces', () => ec2.send(command, until));
        return { items: answer.NetworkInterfaces ?? [], next: answer.NextToken };
      }),
    ),
  );

  const counts: Record<Parameters<Count>[0], () => Promise<number>> = {
    vpcs: async () => (await vpcs()).filter(({ Tags }) => !isOwn(Tags)).length,
    interfaces: async () => (await interfaces()).length,
    databases: async () => (await interfaces()).filter((each) => each.Description === DATABASE_INTERFACE).length,
    async vcpus() {
      const { code } = vcpuQuota(workshop.spec.instanceType);
      const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running'] }];
      const instances = await others(
        calls.pages(async (NextToken) => {
          const command = new DescribeInstancesCommand({ Filters, NextToken, MaxResults: PAGE });
          const answer = await calls.make('ec2:DescribeInstances', () => ec2.send(command, until));
          return { items: (answer.Reservations ?? []).flatMap((each) => each.Instances ?? []), next: answer.NextToken };
        }),
      );
      return instances
        .filter(
          ({ InstanceLifecycle, InstanceType }) => !InstanceLifecycle && vcpuQuota(InstanceType ?? '').code === code,
        )
        .reduce((sum, { CpuOptions, InstanceType }) => sum + (coresOf(CpuOptions) ?? vcpusOf(InstanceType ?? '')), 0);
    },
    async securityGroups() {
      const groups = calls.pages(async (NextToken) => {
        const command = new DescribeSecurityGroupsCommand({ NextToken, MaxResults: PAGE });
        const answer = await calls.make('ec2:DescribeSecurityGroups', () => ec2.send(command, until));
        return { items: answer.SecurityGroups ?? [], next: answer.NextToken };
      });
      return (await others(groups)).length;
    },
    async addresses() {
      const command = new DescribeAddressesCommand({});
      const { Addresses = [] } = await calls.make('ec2:DescribeAddresses', () => ec2.send(command, until));
      return Addresses.filter(({ Tags }) => !isOwn(Tags)).length;
    },
    async volumes() {
      const Filters = [{ Name: 'volume-type', Values: ['gp3'] }];
      const volumes = await calls.pages(async (NextToken) => {
        const command = new DescribeVolumesCommand({ Filters, NextToken, MaxResults: VOLUME_PAGE });
        const answer = await calls.make('ec2:DescribeVolumes', () => ec2.send(command, until));
        return { items: answer.Volumes ?? [], next: answer.NextToken };
      });
      return volumes.reduce((sum, { Size = 0, Tags }) => sum + (isOwn(Tags) ? 0 : Size / GIB_A_TIB), 0);
    },
    async loadBalancers() {
      const balancers = calls.pages(async (Marker) => {
        const command = new DescribeLoadBalancersCommand({ Marker, PageSize: BALANCER_PAGE });
        const answer = await calls.make('elasticloadbalancing:DescribeLoadBalancers', () => elb.send(command, until));
        return { items: answer.LoadBalancers ?? [], next: answer.NextMarker };
      });
      return (await others(balancers)).filter(({ Type }) => Type === 'application').length;
    },
    async targetGroups() {
      const groups = calls.pages(async (Marker) => {
        const command = new DescribeTargetGroupsCommand({ Marker, PageSize: BALANCER_PAGE });
        const answer = await calls.make('elasticloadbalancing:DescribeTargetGroups', () => elb.send(command, until));
        return { items: answer.TargetGroups ?? [], next: answer.NextMarker };
      });
      return (await others(groups)).length;
    },
  };
  return (kind) => counts[kind]();
}

const coresOf = (options: { CoreCount?: number | undefined; ThreadsPerCore?: number | undefined } | undefined) =>
  options?.CoreCount && options.ThreadsPerCore ? options.CoreCount * options.ThreadsPerCore : undefined;

/** Asks at the first call only. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}
