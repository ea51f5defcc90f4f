import { hang, hostOf } from './lifecycle/host';
import { containerExits } from './lifecycle/task';
import type { Plane } from './lifecycle/plane';
import { livingTasks, type Service } from './model/world';
import type { CallFaults } from './proxy/faults';
import type { Refusal } from './proxy/reply';
import type { CostBook } from './services/costs';
import type { Quotas } from './services/quotas';
import type { Fault } from './index';

/** Does what a fault says; throws, in words for people, where there is nothing it could strike. */
export function applyFault(plane: Plane, faults: CallFaults, quotas: Quotas, costs: CostBook, fault: Fault): void {
  switch (fault.kind) {
    case 'crash':
      return crash(plane, serviceNamed(plane, fault.service), fault.reason);
    case 'hang':
      return hangSeat(plane, fault.seat, fault.workshop);
    case 'throttle':
      return faults.throttle(fault.operation, fault.count);
    case 'refuse':
      return faults.refuse(fault.operation, fault.count ?? Infinity, { code: fault.code, message: fault.message });
    case 'deny':
      plane.denied.add(fault.action);
      return faults.refuse(callOf(fault.action), Infinity, accessDenied(fault.action));
    case 'quota':
      return quotas.set(fault.code, fault.value);
    case 'quota-answer':
      return quotas.answer(fault.code, fault.answer);
    case 'cost-tag':
      return costs.activate(fault.key);
    case 'bill':
      return costs.book(fault.key, fault.value, fault.service, fault.amount);
    case 'slow':
      plane.slow.set(fault.service, fault.factor);
      return;
    case 'capacity':
      plane.scarce.push({ zone: fault.zone, type: fault.type });
      return;
    case 'silent':
      plane.silences.push({ seat: fault.seat, left: fault.count ?? 1 });
      return;
    case 'expired-credentials':
      return faults.expire(fault.key);
    case 'ail':
      plane.ailing.set(serviceNamed(plane, fault.service).name, fault);
      return;
    case 'clear':
      plane.scarce.length = 0;
      plane.silences.length = 0;
      plane.ailing.clear();
      faults.clear();
      quotas.reset();
      costs.reset();
      plane.slow.clear();
      plane.denied.clear();
      return;
  }
}

/** IAM and the calls' own names differ for a few services. */
const CALLED: Readonly<Record<string, string>> = { elasticloadbalancing: 'elbv2', tag: 'tagging' };

function callOf(action: string): string {
  const [service = '', operation = ''] = action.split(':');
  return `${CALLED[service] ?? service}:${operation}`;
}

/** As the service says it. */
function accessDenied(action: string): Refusal {
  const message = `User is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  if (action.startsWith('ec2:')) return { code: 'UnauthorizedOperation', message, status: 403 };
  const json = /^(ecs|secretsmanager|ssm|logs|tag|servicequotas|pricing|ce):/.test(action);
  return json ? { code: 'AccessDeniedException', message } : { code: 'AccessDenied', message, status: 403 };
}

function serviceNamed(plane: Plane, name: string): Service {
  const service = [...plane.world.services.values()].find((s) => s.name === name && s.status === 'ACTIVE');
  if (!service) throw new Error(`There is no service ${name}.`);
  return service;
}

function crash(plane: Plane, service: Service, reason: string | undefined): void {
  const task = livingTasks(plane.world, service.arn).find((t) => t.desired === 'RUNNING' && t.status === 'RUNNING');
  const app = service.targets[0]?.containerName;
  const run =
    task?.containers.find((c) => c.definition.name === app) ?? task?.containers.find((c) => c.status === 'RUNNING');
  if (!task || !run) throw new Error(`Service ${service.name} has no running task.`);
  containerExits(plane, task, run, 1, reason);
}

function hangSeat(plane: Plane, seat: string, workshop: string | undefined): void {
  const instances = [...plane.world.instances.values()].filter((instance) => {
    const host = hostOf(plane, instance.id);
    if (instance.state !== 'running' || host?.attributes['seat'] !== seat) return false;
    const cluster = plane.world.clusters.get(host.cluster);
    const names = [...Object.values(instance.tags), ...Object.values(cluster?.tags ?? {}), cluster?.name];
    return workshop === undefined || names.includes(workshop) || cluster?.name.endsWith(`-${workshop}`);
  });
  if (instances.length === 0) throw new Error(`No running host has the seat ${seat}.`);
  for (const instance of instances) hang(plane, instance);
}
