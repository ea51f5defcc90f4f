import { besideCluster, hexId } from '../model/arn';
import { sizeOf } from '../model/instance-types';
import { readAgentConfig } from '../model/user-data';
import { livingTasks, type Host, type Instance } from '../model/world';
import { latency } from './latencies';
import type { Plane } from './plane';
import { finishTask } from './task';
import { detachVolume, loseFolders, whyUnmounted } from './volumes';

/** Memory the ECS agent offers to tasks of what the type has: the rest is the system's. */
const OFFERED = 0.965;

/** Trouble of a host that the fault `silent` struck; a reboot does not mend it. */
const SILENT = 'Its agent stays silent, as was ordered.';

/** Boots an instance: running, status checks, then its agent registers in the cluster its user data names. */
export function boot(plane: Plane, instance: Instance, pendingFor = latency('launch', instance.id)): void {
  const { clock } = plane;
  const number = ++instance.boot;
  instance.state = 'pending';
  instance.check = 'initializing';
  const still = (act: () => void) => () => {
    if (instance.boot === number && instance.state !== 'terminated') act();
  };
  clock.after(
    pendingFor,
    still(() => {
      instance.state = 'running';
      clock.after(
        latency('statusChecks', instance.id),
        still(() => {
          if (!plane.hung.has(instance.id)) instance.check = 'ok';
        }),
      );
      clock.after(
        latency('register', instance.id),
        still(() => tryToRegister(plane, instance)),
      );
    }),
  );
}

/** The agent starts once its instance's user data has ended, and registers if it can reach ECS. */
const tryToRegister = (plane: Plane, instance: Instance): void =>
  void register(plane, instance).catch((error: unknown) => plane.report(error));

async function register(plane: Plane, instance: Instance): Promise<void> {
  const { world } = plane;
  const config = readAgentConfig(instance.files.get('/etc/ecs/ecs.config') ?? instance.userData);
  if (isSilent(plane, instance, config.attributes['seat'])) return;
  const cluster = [...world.clusters.values()].find(
    (c) => c.name === config.cluster && c.arn.split(':')[3] === instance.region,
  );
  instance.trouble =
    (await whyUnreachable(plane, instance)) ??
    whyUnmounted(world, instance) ??
    (cluster ? undefined : `There is no cluster ${config.cluster}.`);
  if (instance.trouble !== undefined || !cluster || instance.state !== 'running') return;

  const known = hostOf(plane, instance.id);
  if (known) {
    known.attributes = { ...known.attributes, ...config.attributes };
    known.connected = true;
  } else {
    const size = sizeOf(instance.type);
    const host: Host = {
      arn: besideCluster(cluster.arn, 'container-instance', hexId(32)),
      cluster: cluster.arn,
      instanceId: instance.id,
      attributes: {
        'ecs.availability-zone': instance.zone,
        'ecs.instance-type': instance.type,
        'ecs.subnet-id': instance.subnet,
        'ecs.os-type': 'linux',
        ...config.attributes,
      },
      cpu: size.vcpus * 1024,
      memory: Math.floor(size.memory * OFFERED),
      interfaces: size.tasks,
      registeredAt: new Date(),
      status: 'ACTIVE',
      connected: true,
      images: new Set(),
    };
    world.hosts.set(host.arn, host);
  }
  plane.reconcileCluster(cluster.arn, hostOf(plane, instance.id));
}

/** Whether the agent of this instance stays away, as one does whose disk is full or whose user data broke off. */
function isSilent(plane: Plane, instance: Instance, seat: string | undefined): boolean {
  if (instance.trouble === SILENT) return true;
  const silence = plane.silences.find((one) => one.left > 0 && (one.seat ?? seat) === seat);
  if (!silence) return false;
  silence.left -= 1;
  instance.trouble = SILENT;
  return true;
}

/** Why the agent cannot reach ECS and the image registry, in one sentence; undefined when it can. */
async function whyUnreachable(plane: Plane, instance: Instance): Promise<string | undefined> {
  if (!instance.profile) return 'The instance has no instance profile: its agent may not register.';
  const subnet = (await plane.facts.network(instance.region)).subnets.get(instance.subnet);
  if (!subnet) return `There is no subnet ${instance.subnet}.`;
  if (subnet.way === 'none')
    return `Subnet ${instance.subnet} has no route to the internet: the agent cannot reach ECS.`;
  if (subnet.way === 'internet-gateway' && instance.publicIp === undefined) {
    return 'The instance has no public address: the agent cannot reach ECS through the internet gateway.';
  }
  return undefined;
}

/** Puts a volume on an instance; an agent that waited for it may go on. */
export function attachVolume(plane: Plane, volumeId: string, instanceId: string): void {
  const volume = plane.world.volumes.get(volumeId);
  if (volume) volume.instance = instanceId;
  const instance = plane.world.instances.get(instanceId);
  if (instance?.trouble !== undefined) tryToRegister(plane, instance);
}

/** The container instance that an instance registered as, if it did. */
export const hostOf = (plane: Plane, instanceId: string): Host | undefined =>
  [...plane.world.hosts.values()].find((host) => host.instanceId === instanceId && host.status !== 'INACTIVE');

/**
 * Takes a container instance off its cluster; with tasks on it, they are no longer the cluster's, whatever becomes of them on the
 * machine, and their services start others.
 */
export function deregisterHost(plane: Plane, host: Host): void {
  host.status = 'INACTIVE';
  host.connected = false;
  plane.world.hosts.delete(host.arn);
  for (const task of livingTasks(plane.world, host.arn)) {
    finishTask(plane, task, 'UserInitiated', 'Container instance was deregistered');
  }
  plane.reconcileCluster(host.cluster);
}

/** Ends every task on the instance and takes its agent off the cluster. */
export function loseHost(plane: Plane, instance: Instance, reason: string, forGood: boolean): void {
  const host = hostOf(plane, instance.id);
  if (!host) return;
  host.connected = false;
  if (forGood) {
    host.status = 'INACTIVE';
    plane.world.hosts.delete(host.arn);
  }
  for (const task of livingTasks(plane.world, host.arn)) finishTask(plane, task, 'TerminationNotice', reason);
  plane.reconcileCluster(host.cluster);
}

/** Ends an instance for good, with its tasks and the files on it; a volume of its own comes off and keeps what it has. */
export function terminate(plane: Plane, instance: Instance): void {
  if (instance.state === 'terminated' || instance.state === 'shutting-down') return;
  instance.boot++;
  instance.state = 'shutting-down';
  // An agent that is not connected, as on a stopped machine, tells nobody: ECS keeps its entry and the tasks on it.
  if (hostOf(plane, instance.id)?.connected) {
    loseHost(plane, instance, `Host EC2 (instance ${instance.id}) terminated.`, true);
  }
  plane.hung.delete(instance.id);
  loseFolders(plane.world, instance.id);
  for (const volume of plane.world.volumes.values()) {
    if (volume.instance === instance.id) detachVolume(plane, volume.id);
  }
  plane.clock.after(latency('terminate', instance.id), () => {
    instance.state = 'terminated';
  });
}

let addresses = 0;
/** A public address nobody had before. */
export const newPublicIp = (): string => `203.0.113.${(addresses++ % 254) + 1}`;

/** Starts an instance that is off, with another public address. */
export function startInstance(plane: Plane, instance: Instance): void {
  if (instance.state !== 'stopped') return;
  instance.publicIp = instance.isPublic ? newPublicIp() : undefined;
  boot(plane, instance);
}

/** Stops an instance and its tasks; its files stay, and its public address goes back. */
export function stopInstance(plane: Plane, instance: Instance): void {
  if (instance.state !== 'running' && instance.state !== 'pending') return;
  const number = ++instance.boot;
  instance.state = 'stopping';
  plane.hung.delete(instance.id);
  instance.publicIp = undefined;
  loseHost(plane, instance, `Host EC2 (instance ${instance.id}) stopped.`, false);
  plane.clock.after(latency('stopInstance', instance.id), () => {
    if (instance.boot === number) instance.state = 'stopped';
  });
}

/** A reboot heals a hang; files on the host stay. */
export function reboot(plane: Plane, instance: Instance): void {
  if (instance.state !== 'running') return;
  plane.hung.delete(instance.id);
  loseHost(plane, instance, `Host EC2 (instance ${instance.id}) rebooted.`, false);
  boot(plane, instance, 0);
}

/** The machine stops answering, and nothing but a reboot or a replacement brings it back. */
export function hang(plane: Plane, instance: Instance): void {
  plane.hung.add(instance.id);
  instance.check = 'impaired';
  plane.changed();
  const number = instance.boot;
  plane.clock.after(latency('agentLost', instance.id), () => {
    const host = hostOf(plane, instance.id);
    if (host && instance.boot === number && plane.hung.has(instance.id)) host.connected = false;
  });
}
