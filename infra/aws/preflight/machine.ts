import {
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeInstanceTypesCommand,
} from '@aws-sdk/client-ec2';
import { seatLoad } from '../../../workshop/needs';
import type { PreflightLine } from '../../../workshop/ports/preflight';
import type { WorkshopSpec } from '../../../workshop/workshop';
import { ZONES } from '../../../workshop/zones';
import type { Asking } from './asking';

/** Architecture of the AMI that hosts boot. */
const ARCHITECTURE = 'x86_64';
/** Part of a machine's memory that ECS has for tasks; the rest is the kernel's and the agent's. */
const FOR_TASKS = 0.94;

/** An instance type, as the region offers it. */
export interface Machine {
  readonly vcpus: number;
  /** MiB. */
  readonly memory: number;
  readonly interfaces: number;
  readonly architectures: readonly string[];
  /** Zones of the region, of which a workshop takes the first two by name. */
  readonly zones: readonly string[];
  /** Those of them that have the type. */
  readonly offeredIn: readonly string[];
}

/** Looks the instance type up, in three calls; `unknown type` where the region has none of the name. */
export async function readMachine(
  { calls, ec2, until }: Asking,
  instanceType: string,
): Promise<Machine | 'unknown type'> {
  const [types, offerings, zones] = await Promise.all([
    calls
      .make(
        'ec2:DescribeInstanceTypes',
        () => ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: [instanceType as never] }), until),
        ['InvalidInstanceType', 'InvalidParameterValue'],
      )
      .catch((error: unknown) => {
        if (/^Invalid(InstanceType|ParameterValue)$/.test((error as Error).name)) return { InstanceTypes: [] };
        throw error;
      }),
    calls.make('ec2:DescribeInstanceTypeOfferings', () => {
      const Filters = [{ Name: 'instance-type', Values: [instanceType] }];
      return ec2.send(new DescribeInstanceTypeOfferingsCommand({ LocationType: 'availability-zone', Filters }), until);
    }),
    calls.make('ec2:DescribeAvailabilityZones', () => {
      const Filters = [
        { Name: 'state', Values: ['available'] },
        { Name: 'opt-in-status', Values: ['opt-in-not-required'] },
      ];
      return ec2.send(new DescribeAvailabilityZonesCommand({ Filters }), until);
    }),
  ]);
  const type = types.InstanceTypes?.[0];
  if (!type) return 'unknown type';
  return {
    vcpus: type.VCpuInfo?.DefaultVCpus ?? 0,
    memory: type.MemoryInfo?.SizeInMiB ?? 0,
    interfaces: type.NetworkInfo?.MaximumNetworkInterfaces ?? 0,
    architectures: type.ProcessorInfo?.SupportedArchitectures ?? [],
    zones: (zones.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []).sort(),
    offeredIn: (offerings.InstanceTypeOfferings ?? []).flatMap(({ Location }) => Location ?? []),
  };
}

/** Whether one instance of the type carries a seat: a line for each reason why it does not, or one that it does. */
export function machineLines(spec: WorkshopSpec, machine: Machine | 'unknown type'): PreflightLine[] {
  const what = `instance type ${spec.instanceType}`;
  const line = (verdict: 'ok' | 'short', sentence: string): PreflightLine => ({ what, verdict, sentence });
  if (machine === 'unknown type') {
    return [
      line(
        'short',
        `AWS has no instance type of this name in ${spec.region}. Make the workshop with one that it has, such as t3.xlarge.`,
      ),
    ];
  }
  const load = seatLoad(spec);
  const memory = Math.floor(machine.memory * FOR_TASKS);
  const lacking = machine.zones.slice(0, ZONES.length).filter((zone) => !machine.offeredIn.includes(zone));
  const short = [
    machine.architectures.includes(ARCHITECTURE)
      ? ''
      : `Its processor (${machine.architectures.join(', ')}) does not run the images, which are made for ${ARCHITECTURE}. Take a type with an Intel or AMD processor.`,
    machine.interfaces >= spec.apps.length + 1
      ? ''
      : `It has ${machine.interfaces} network interfaces, and a seat needs ${spec.apps.length + 1}: one for each app and one for the host. Take a larger type.`,
    machine.vcpus * 1024 >= load.cpu
      ? ''
      : `It has ${machine.vcpus} vCPUs, and the apps of a seat reserve ${(load.cpu / 1024).toFixed(1)}. Take a larger type, or apps that reserve less.`,
    memory >= load.memory
      ? ''
      : `It leaves ${memory} MiB of memory to apps, and those of a seat reserve ${load.memory}. Take a larger type, or apps that reserve less.`,
    lacking.length === 0
      ? ''
      : `AWS does not offer it in ${lacking.join(' and ')}, where half of the seats would be. Take another type or region.`,
  ].filter(Boolean);
  return short.length > 0
    ? short.map((sentence) => line('short', sentence))
    : [line('ok', `It carries the ${spec.apps.length} apps of a seat, and both zones have it.`)];
}
