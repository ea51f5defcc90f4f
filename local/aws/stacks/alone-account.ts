import { sizeOf } from '../model/instance-types';
import type { Call } from '../proxy/call';
import { list, strings, text } from '../proxy/query';
import { escape, xml } from '../proxy/reply';
import type { Handlers } from '../services/handler';

const ZONES = ['a', 'b', 'c'];
/** Families that are not AMD's or Intel's: a `g` after the generation. */
const ARM = /^[a-z]+\d+g/;
const KNOWN = /^[a-z]+\d[a-z]*\.(nano|micro|small|medium|large|\d*xlarge)$/;

/** Answers about the account around the workshops where there is no control plane: nobody else uses anything in it. */
export const accountHandlers = (): Handlers => ({
  ...empty('ec2:DescribeVpcs', 'vpcSet'),
  ...empty('ec2:DescribeNetworkInterfaces', 'networkInterfaceSet'),
  ...empty('ec2:DescribeSecurityGroups', 'securityGroupInfo'),
  ...empty('ec2:DescribeVolumes', 'volumeSet'),
  ...empty('ec2:DescribeAddresses', 'addressesSet'),
  'ec2:DescribeAvailabilityZones': {
    answer: (call) =>
      xml(
        call,
        `<availabilityZoneInfo>${zonesOf(call)
          .map((zone) => `<item><zoneName>${zone}</zoneName><zoneState>available</zoneState></item>`)
          .join('')}</availabilityZoneInfo>`,
      ),
  },
  'ec2:DescribeInstanceTypes': {
    answer(call) {
      const types = strings(call.input, 'InstanceType');
      const odd = types.find((type) => !KNOWN.test(type));
      if (odd !== undefined) {
        return { code: 'InvalidInstanceType', message: `The following supplied instance types do not exist: [${odd}]` };
      }
      return xml(call, `<instanceTypeSet>${types.map(typeXml).join('')}</instanceTypeSet>`);
    },
  },
  'ec2:DescribeInstanceTypeOfferings': {
    answer(call) {
      const types = list(call.input, 'Filter')
        .filter((filter) => text(filter, 'Name') === 'instance-type')
        .flatMap((filter) => strings(filter, 'Value'));
      const items = types.flatMap((type) =>
        zonesOf(call).map(
          (zone) => `<item><instanceType>${escape(type)}</instanceType><location>${zone}</location></item>`,
        ),
      );
      return xml(call, `<instanceTypeOfferingSet>${items.join('')}</instanceTypeOfferingSet>`);
    },
  },
  'iam:GetAccountSummary': {
    answer(call) {
      const entry = (key: string, value: number) => `<entry><key>${key}</key><value>${value}</value></entry>`;
      return xml(call, `<SummaryMap>${entry('Roles', 0)}${entry('RolesQuota', 1000)}</SummaryMap>`);
    },
  },
});

const empty = (name: string, set: string): Handlers => ({ [name]: { answer: (call) => xml(call, `<${set}/>`) } });

const zonesOf = (call: Call): string[] => ZONES.map((zone) => `${call.region}${zone}`);

function typeXml(type: string): string {
  const { vcpus, memory, tasks } = sizeOf(type);
  return (
    `<item><instanceType>${type}</instanceType><vCpuInfo><defaultVCpus>${vcpus}</defaultVCpus></vCpuInfo>` +
    `<memoryInfo><sizeInMiB>${memory}</sizeInMiB></memoryInfo>` +
    `<networkInfo><maximumNetworkInterfaces>${tasks + 1}</maximumNetworkInterfaces></networkInfo>` +
    `<processorInfo><supportedArchitectures><item>${ARM.test(type) ? 'arm64' : 'x86_64'}</item></supportedArchitectures></processorInfo></item>`
  );
}
