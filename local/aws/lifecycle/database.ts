import { regionOf } from '../model/arn';
import type { ContainerRun, Task } from '../model/world';
import { admits } from './facts';
import type { Plane } from './plane';
import { isPicker } from './seat-values';

/**
 * Why an init container cannot reach the database it names, or undefined when it names none or reaches it: the name must
 * resolve in a private zone of the task's VPC to an RDS instance that is available and lets the task in.
 */
export async function whyNoDatabase(plane: Plane, task: Task, run: ContainerRun): Promise<string | undefined> {
  const names = hostNames(task, run);
  if (names.length === 0) return undefined;
  const region = regionOf(task.cluster);
  const network = await plane.facts.network(region);
  const vpc = network.subnets.get(task.subnet)?.vpc;
  for (const name of names) {
    const record = network.records.find((r) => r.name === name && (vpc === undefined || r.vpcs.includes(vpc)));
    if (!record && !name.endsWith('.rds.amazonaws.com')) return `${name} does not resolve`;
    const addresses = record?.values ?? [name];
    const endpoint = network.databases.find((d) => addresses.includes(d.address));
    if (!endpoint) return `${name} leads to no database`;
    if (plane.world.databases.get(`${region} ${endpoint.id}`)?.status === 'creating') {
      return `database ${endpoint.id} is being created`;
    }
    if (!admits(network, endpoint.groups, endpoint.port, task.groups)) {
      return `the security group of database ${endpoint.id} does not admit the task`;
    }
  }
  return undefined;
}

/** Names of database servers in a container's environment, command and secrets: private names and RDS endpoints. */
function hostNames(task: Task, run: ContainerRun): string[] {
  // What it hands on is not for itself.
  if (isPicker(run)) return [];
  const texts = [
    ...(run.definition.environment ?? []).map((entry) => entry.value),
    ...(run.definition.entryPoint ?? []),
    ...(run.definition.command ?? []),
    ...(run.definition.secrets ?? []).map((entry) => task.secrets[entry.name] ?? ''),
  ];
  const names = texts.flatMap(
    (text) => text.match(/\b[a-z0-9][a-z0-9.-]*\.(?:internal|local|rds\.amazonaws\.com)\b/g) ?? [],
  );
  return [...new Set(names)];
}
