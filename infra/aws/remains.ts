import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { batchCount, loadBalancerCount, loadBalancerName } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { clusterName, TAG } from '../names';
import { batchOfStack } from '../stacks/batch-number';
import { Calls, pieces } from './calls';
import type { Clients } from './clients';
import { leftRecords } from './left-records';
import { livingOf, taggedOf, type Tagged } from './leftovers';

/** The most services one call describes. */
const A_CALL = 10;

/** As `leftovers`, of seats, batches and load balancers beyond the workshop's size. */
export async function remains(clientsOf: (region: string) => Clients, workshop: Workshop): Promise<string[]> {
  const { spec } = workshop;
  const clients = clientsOf(spec.region);
  const calls = new Calls(clients);
  const beyond = (await taggedOf(clientsOf, calls, workshop)).filter(isBeyond(workshop)).map(({ arn }) => arn);
  const [living, records] = await Promise.all([
    livingOf(clients, calls, workshop, beyond),
    leftRecords(clients, calls, workshop),
  ]);
  const ended = await endedServices(clients, calls, workshop, living);
  const ofSeats = records.filter((name) => Number(/-(\d{3,4})\./.exec(name)?.[1] ?? 0) > spec.seats);
  return [...living.filter((arn) => !ended.has(arn)).sort(), ...ofSeats];
}

function isBeyond({ spec }: Workshop): (each: Tagged) => boolean {
  const balancers = new Set(
    Array.from({ length: loadBalancerCount(spec) }, (_, index) => loadBalancerName(spec, index + 1)),
  );
  return ({ arn, tags }) => {
    const balancer = /:(?:loadbalancer|listener)\/app\/([^/]+)\//.exec(arn)?.[1];
    if (balancer !== undefined && !balancers.has(balancer)) return true;
    return Number(tags[TAG.seat] ?? 0) > spec.seats || (batchOfStack(tags[TAG.stack] ?? '') ?? 0) > batchCount(spec);
  };
}

/** Of these ARNs (of anything) services that are deleted: AWS lists them by their tags for a while, and the cluster lives on. */
async function endedServices(
  { ecs }: Clients,
  calls: Calls,
  workshop: Workshop,
  arns: readonly string[],
): Promise<Set<string>> {
  const services = arns.filter((arn) => /:ecs:[^:]*:[^:]*:service\//.test(arn));
  const ended = new Set(services);
  for (const some of pieces(services, A_CALL)) {
    const command = new DescribeServicesCommand({ cluster: clusterName(workshop), services: some });
    const answer = await calls.make('ecs:DescribeServices', () => ecs.send(command));
    for (const { serviceArn = '', status } of answer.services ?? [])
      if (status !== 'INACTIVE') ended.delete(serviceArn);
  }
  return ended;
}
