import path from 'node:path';
import { openAuthority } from './apps/authority';
import { startBalancers } from './apps/balancer';
import { FRONT_PORTS, loopbackAddresses, portsOf } from './apps/loopback';
import { createStandIn } from './apps/stand-in';
import { createWebSockets } from './apps/web-socket';
import { createControl } from './control';
import { applyFault } from './faults';
import type { Fault, LocalAws, LocalAwsOptions } from './index';
import { assemblePlane } from './lifecycle/assemble';
import type { Plane } from './lifecycle/plane';
import { startClock } from './lifecycle/clock';
import { motoClient } from './moto/client';
import { motoFacts } from './moto/facts';
import { findMoto } from './moto/find';
import { startMoto, type MotoProcess } from './moto/process';
import { createCallLog } from './proxy/call-log';
import { callFaults } from './proxy/faults';
import { startForwarder } from './proxy/forward';
import { listenNear } from './proxy/listen';
import { createProxy } from './proxy/server';
import { refuseForCapacity } from './services/capacity';
import { ec2Handlers } from './services/ec2';
import { ecsHandlers } from './services/ecs';
import { elbHandlers } from './services/elb';
import { iamHandlers } from './services/iam';
import { logHandlers } from './services/logs';
import { costHandlers, createCostBook } from './services/costs';
import { pricingHandlers } from './services/pricing';
import { createQuotas, quotaHandlers, refuseLaunch } from './services/quotas';
import { rdsHandlers } from './services/rds';
import { ssmHandlers } from './services/ssm';
import { taggingHandlers } from './services/tagging';
import { volumeHandlers } from './services/volumes';
import { aloneHandlers } from './stacks/alone';
import { leftHandlers } from './stacks/alone-left';
import { accountHandlers } from './stacks/alone-account';
import { createStacks } from './stacks/stacks';

const REGION = 'eu-west-1';
const PORT = 4566;
const SPEED = 60;
/** What runs is billed by our own time, not by the region's. */
const METER_MS = 1_000;

/** From a certificate's request until AWS has seen its proof. */
const VALIDATION_SECONDS = 120;

/** What a change of these may change in the facts of the data plane. */
const NETWORK = /^(ec2|rds|route53)$/;
const READS = /^(Describe|List|Get)/;

/** Starts an AWS region on loopback, empty, and with moto behind it where moto can be had. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const region = options.region ?? REGION;
  const notes = ['Load balancers answer with a stand-in page instead of the apps; no container runs.'];
  const note = (text: string) => {
    if (!notes.includes(text)) notes.push(text);
  };
  const report = (error: unknown) => console.error('local AWS:', error);

  const speed = options.speed ?? SPEED;
  const moto = await haveMoto(options, speed, note);
  const authority = await openAuthority(options.dataDir);
  const clock = startClock(speed);
  const faults = callFaults();
  const calls = createCallLog();
  const nextAddress = loopbackAddresses(`${process.pid} ${Date.now()} ${Math.random()}`, note);
  const boundAs = await portsOf(await nextAddress(), note);
  const forwarder = moto && startForwarder('127.0.0.1', moto.port);
  const client = moto && forwarder && motoClient(forwarder, moto.port);
  const known = client && motoFacts(client);
  const stacks = known ? undefined : createStacks(() => plane, nextAddress);
  const facts = (known ?? stacks?.facts)!;
  const plane: Plane = assemblePlane(clock, facts, () => void balancers.sync(), report);
  const house = { plane, standIn: createStandIn(plane), webSockets: createWebSockets(), boundAs };
  const balancers = startBalancers(house, authority, note);
  const quotas = createQuotas(faults.refusals);
  const costs = createCostBook();
  const meter = setInterval(() => costs.meter(plane.world, METER_MS), METER_MS).unref();
  const fault = (wanted: Fault) => applyFault(plane, faults, quotas, costs, wanted);
  const instances = ec2Handlers(plane, async (region, VolumeId, InstanceId) => {
    await client?.query(region, 'ec2', '2016-11-15', { Action: 'DetachVolume', VolumeId, InstanceId });
  });

  const server = createProxy({
    region,
    forwarder,
    handlers: {
      ...instances,
      'ec2:RunInstances': {
        ...instances['ec2:RunInstances'],
        check: async (call) => refuseLaunch(plane, quotas)(call) ?? (await refuseForCapacity(plane)(call)),
      },
      ...volumeHandlers(plane),
      ...ecsHandlers(plane),
      ...elbHandlers(plane, nextAddress),
      ...iamHandlers(plane),
      ...logHandlers(plane),
      ...rdsHandlers(plane),
      ...ssmHandlers(plane),
      ...taggingHandlers(plane),
      ...quotaHandlers(plane, quotas),
      ...pricingHandlers(),
      ...costHandlers(costs),
      ...(stacks ? { ...accountHandlers(), ...aloneHandlers(plane, stacks.all), ...leftHandlers(stacks.all) } : {}),
    },
    faults,
    calls,
    control: createControl({ plane, controlPlane: moto !== undefined, notes, calls, fault, stacks }),
    passed(call, method) {
      const reads = call.protocol === 'rest' ? method === 'GET' : READS.test(call.operation);
      if (reads || !NETWORK.test(call.service) || call.operation === 'RunInstances') return;
      known?.forget();
      plane.changed();
    },
    report,
  });
  const port = await listenNear(server, '127.0.0.1', options.port ?? PORT);
  const endpoint = `http://127.0.0.1:${port}`;
  const moved = FRONT_PORTS.filter((front) => boundAs(front) !== front).map((front) => `${front}:${boundAs(front)}`);

  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      NODE_EXTRA_CA_CERTS: authority.file,
      ...(moved.length > 0 ? { USHER_LOCAL_PORTS: moved.join() } : {}),
    },
    authority: authority.file,
    boundAs,
    controlPlane: moto !== undefined,
    notes,
    fault,
    calls: calls.counts,
    callers: () => calls.list(),
    async stop() {
      clock.stop();
      clearInterval(meter);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await balancers.stop();
      forwarder?.close();
      await moto?.stop();
    },
  };
}

async function haveMoto(
  options: LocalAwsOptions,
  speed: number,
  note: (text: string) => void,
): Promise<MotoProcess | undefined> {
  if (options.moto === 'none') {
    note('moto is left out: there is no control plane.');
    return undefined;
  }
  try {
    const dataDir = path.resolve(options.dataDir);
    const validation = Math.floor(VALIDATION_SECONDS / speed);
    return await startMoto(await findMoto(dataDir), dataDir, { MOTO_ACM_VALIDATION_WAIT: String(validation) });
  } catch (error) {
    note(`moto cannot be had (${(error as Error).message.split('\n')[0]}): there is no control plane.`);
    return undefined;
  }
}
