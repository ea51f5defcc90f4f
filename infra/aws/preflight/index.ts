import type { Preflight, PreflightLine } from '../../../workshop/ports/preflight';
import { needsOf } from '../../../workshop/needs';
import type { Workshop } from '../../../workshop/workshop';
import { clientsByRegion, type Clients, type CloudOptions } from '../clients';
import { answerOf, startAsking, type Answer } from './asking';
import { QUOTAS, ROLES, vcpuQuota, type Quota } from './catalogue';
import { readLimits, readRoles } from './limits';
import { machineLines, readMachine } from './machine';
import { planLines } from './plan-lines';
import { quotaLine } from './quota-line';
import { countUsage } from './usage';

const BUDGET_MS = 8_000;

/** Asks AWS what could stop a workshop, all at once: about 20 calls, one more for each 1,000 of what the account has. */
export function createPreflight(options: CloudOptions & { readonly budgetMs?: number } = {}): Preflight {
  const clientsOf = clientsByRegion(options);
  return {
    check: (workshop) => check(clientsOf(workshop.spec.region), workshop, options.budgetMs ?? BUDGET_MS),
  };
}

async function check(clients: Clients, workshop: Workshop, budgetMs: number): Promise<PreflightLine[]> {
  const { spec } = workshop;
  const asking = startAsking(clients, budgetMs);
  const limitOf = readLimits(asking);
  const count = countUsage(asking, workshop);
  const needs = needsOf(spec);
  const line = async (quota: Quota, needed: number): Promise<PreflightLine> => {
    const { usage } = quota;
    const [limit, used] = await Promise.all([
      answerOf(asking, limitOf(quota)),
      usage === undefined || usage === 'roles' ? { value: 0 } : answerOf(asking, count(usage)),
    ]);
    return quotaLine(quota, spec.region, needed, limit, used);
  };

  const machine = answerOf(asking, readMachine(asking, spec.instanceType));
  const roles = answerOf(asking, readRoles(asking));
  const quotas = QUOTAS.filter(({ need }) => needs[need] > 0).map((quota) => line(quota, needs[quota.need]));
  const vcpus = machine.then((answer) => {
    const each = 'value' in answer && answer.value !== 'unknown type' ? answer.value.vcpus : undefined;
    return line(vcpuQuota(spec.instanceType), each === undefined ? needs.vcpus : each * spec.seats);
  });
  return [
    await vcpus,
    ...(await Promise.all(quotas)),
    rolesLine(workshop, needs.roles, await roles),
    ...linesOfMachine(workshop, await machine),
    ...planLines(spec),
  ];
}

function rolesLine({ spec, deployedAt }: Workshop, needed: number, roles: Answer<{ limit: number; used: number }>) {
  if ('why' in roles) return quotaLine(ROLES, spec.region, needed, roles, roles);
  // IAM tells how many there are and not whose: a workshop that was begun has most likely its own among them.
  const used = Math.max(0, roles.value.used - (deployedAt === undefined ? 0 : needed));
  return quotaLine(ROLES, spec.region, needed, { value: roles.value.limit }, { value: used });
}

function linesOfMachine({ spec }: Workshop, machine: Answer<Parameters<typeof machineLines>[1]>): PreflightLine[] {
  if ('value' in machine) return machineLines(spec, machine.value);
  return [{ what: `instance type ${spec.instanceType}`, verdict: 'unknown', sentence: machine.why }];
}
