import { attachVolume } from '../lifecycle/host';
import type { Plane } from '../lifecycle/plane';
import { deleteVolume, detachVolume } from '../lifecycle/volumes';
import type { Call } from '../proxy/call';
import { text } from '../proxy/query';
import { readXml } from '../proxy/read-xml';
import type { Refusal } from '../proxy/reply';
import type { Handlers } from './handler';

/** Volumes are moto's; here is where they hang, since the files on them are the data plane's. */
export function volumeHandlers(plane: Plane): Handlers {
  const { world } = plane;
  const volumeOf = (call: Call): string => text(call.input, 'VolumeId') ?? '';
  return {
    'ec2:CreateVolume': {
      after(_call, reply) {
        const made = readXml(reply.body);
        const id = text(made, 'volumeId');
        if (id !== undefined) world.volumes.set(id, { id, zone: text(made, 'availabilityZone'), instance: undefined });
      },
    },
    'ec2:AttachVolume': {
      check: (call) => whyNotAttachable(plane, volumeOf(call), text(call.input, 'InstanceId') ?? ''),
      after: (call) => attachVolume(plane, volumeOf(call), text(call.input, 'InstanceId') ?? ''),
    },
    'ec2:DetachVolume': { after: (call) => detachVolume(plane, volumeOf(call)) },
    'ec2:DeleteVolume': { after: (call) => deleteVolume(plane, volumeOf(call)) },
  };
}

/** What AWS says no to, and moto does not. */
function whyNotAttachable({ world }: Plane, volumeId: string, instanceId: string): Refusal | undefined {
  const volume = world.volumes.get(volumeId);
  const instance = world.instances.get(instanceId);
  if (!volume || !instance) return undefined;
  if (instance.state !== 'running' && instance.state !== 'stopped') {
    return { code: 'IncorrectState', message: `Instance '${instanceId}' is not 'running'.` };
  }
  if (volume.instance !== undefined) {
    return { code: 'VolumeInUse', message: `${volumeId} is already attached to an instance` };
  }
  if (volume.zone !== undefined && volume.zone !== instance.zone) {
    return {
      code: 'InvalidVolume.ZoneMismatch',
      message: `The volume '${volumeId}' is not in the same availability zone as instance '${instanceId}'`,
    };
  }
  return undefined;
}
