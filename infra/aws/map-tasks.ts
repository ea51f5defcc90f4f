import type { Task } from '@aws-sdk/client-ecs';
import type { AppInspection } from '../../workshop/ports/cloud';
import { planSeat } from '../../workshop/seat-plan';
import type { WorkshopSpec } from '../../workshop/workshop';

export interface SeatApp {
  readonly no: number;
  readonly app: string;
}

/** Seat and app by the name of their service. */
export function seatsByService(spec: WorkshopSpec): Map<string, SeatApp> {
  const seats = Array.from({ length: spec.seats }, (_, i) => planSeat(spec, i + 1));
  return new Map(seats.flatMap(({ no, apps }) => apps.map(({ name, app }) => [name, { no, app: app.name }] as const)));
}

/** `nov-jupyter-007` out of `service:nov-jupyter-007`; undefined for a task that no service started. */
export const serviceOf = (task: Task): string | undefined => /^service:(.+)$/.exec(task.group ?? '')?.[1];

export function inspectTask(task: Task): AppInspection {
  const health =
    task.healthStatus === 'HEALTHY' ? 'healthy' : task.healthStatus === 'UNHEALTHY' ? 'unhealthy' : 'unknown';
  return { task: stateOf(task), health, ...(task.startedAt ? { startedAt: task.startedAt } : {}) };
}

function stateOf(task: Task): AppInspection['task'] {
  const state = task.lastStatus;
  if (state === 'STOPPED' || state === 'DELETED') return 'none';
  if (task.desiredStatus === 'STOPPED') return 'stopping';
  if (state === 'RUNNING') return 'running';
  return state === 'PROVISIONING' || state === 'PENDING' || state === 'ACTIVATING' ? 'pending' : 'stopping';
}

const RANK: Readonly<Record<AppInspection['task'], number>> = { running: 3, pending: 2, stopping: 1, none: 0 };

/** Of two tasks of one service, the one that tells how it is: the one nearer to running, else the newer one. */
export function better(one: AppInspection | undefined, other: AppInspection): AppInspection {
  if (!one || RANK[other.task] > RANK[one.task]) return other;
  if (RANK[other.task] < RANK[one.task]) return one;
  return (other.startedAt?.getTime() ?? 0) > (one.startedAt?.getTime() ?? 0) ? other : one;
}
