import path from 'node:path';
import { startBalancers } from './apps/balancer';
import { loopbackAddresses } from './apps/loopback';
import { createStandIn } from './apps/stand-in';
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
import { callFaults } from './proxy/faults';
import { startForwarder } from './proxy/forward';
import { createCallLog } from './proxy/call-log';
import { listenNear } from './proxy/listen';
import { createProxy } from './proxy/server';
import { ec2Handlers } from './services/ec2';
import { ecsHandlers } from './services/ecs';
import { elbHandlers } from './services/elb';
import { rdsHandlers } from './services/rds';
import { taggingHandlers } from './services/tagging';
import { iamHandlers } from './services/iam';
import { aloneHandlers } from './stacks/alone';
import { createStacks } from './stacks/stacks';

const REGION = 'eu-west-1';
const PORT = 4566;
const SPEED = 60;

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

  const moto = await haveMoto(options, note);
  const clock = startClock(options.speed ?? SPEED);
  const faults = callFaults();
  const calls = createCallLog();
  const nextAddress = loopbackAddresses(`${process.pid} ${Date.now()} ${Math.random()}`, note);
  const forwarder = moto && startForwarder('127.0.0.1', moto.port);
  const known = moto && forwarder && motoFacts(motoClient(forwarder, moto.port));
  const stacks = known ? undefined : createStacks(() => plane, nextAddress);
  const facts = (known ?? stacks?.facts)!;
  const plane: Plane = assemblePlane(clock, facts, () => void balancers.sync(), report);
  const balancers = startBalancers(plane, createStandIn(plane), note);
  const fault = (wanted: Fault) => applyFault(plane, faults, wanted);

  const server = createProxy({
    region,
    forwarder,
    handlers: {
      ...ec2Handlers(plane),
      ...ecsHandlers(plane),
      ...elbHandlers(plane, nextAddress),
      ...rdsHandlers(plane),
      ...taggingHandlers(plane),
      ...(stacks ? aloneHandlers(plane, stacks.all) : {}),
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
      ...iamHandlers(plane),
  });
  const port = await listenNear(server, '127.0.0.1', options.port ?? PORT);
  const endpoint = `http://127.0.0.1:${port}`;

  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    controlPlane: moto !== undefined,
    notes,
    fault,
    calls: calls.counts,
    callers: () => calls.list(),
    async stop() {
      clock.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await balancers.stop();
      forwarder?.close();
      await moto?.stop();
    },
  };
}

async function haveMoto(options: LocalAwsOptions, note: (text: string) => void): Promise<MotoProcess | undefined> {
  if (options.moto === 'none') {
    note('moto is left out: there is no control plane.');
    return undefined;
  }
  try {
    return await startMoto(await findMoto(path.resolve(options.dataDir)), path.resolve(options.dataDir));
  } catch (error) {
    note(`moto cannot be had (${(error as Error).message.split('\n')[0]}): there is no control plane.`);
    return undefined;
  }
}
