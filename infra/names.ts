import type { SeatPlan } from '../workshop/seat-plan';
import type { Workshop } from '../workshop/workshop';

/** Names and tags by which stacks create things and the AWS adapter finds them again. */

export const TAG = {
  workshop: 'usher:workshop',
  run: 'usher:run',
  stack: 'usher:stack',
  seat: 'usher:seat',
  address: 'usher:address',
} as const;

export const clusterName = (workshop: Pick<Workshop, 'spec'>): string => `usher-${workshop.spec.name}`;
export const logGroupName = (workshop: Workshop): string => `/usher/${workshop.spec.name}`;
export const bucketName = (workshop: Workshop): string => `usher-${workshop.spec.name}-${workshop.suffix}`;
/** Objects in the workshop's bucket that every seat may read begin with this. */
export const ASSIGNMENTS_PREFIX = 'assignments/';
/** What was pushed begins with this a second time, and what waits to be pushed with that; no seat may read either. */
export const PUSHED_PREFIX = 'pushed/';
export const STAGED_PREFIX = 'staged/';
/** Secrets Manager keeps a deleted name reserved, so the workshop's suffix is part of it. */
export const secretName = (workshop: Workshop, stack: string): string =>
  `usher/${workshop.spec.name}-${workshop.suffix}/${stack}`;

/** What a workshop's roles are for: its hosts, ECS as it starts tasks, and what runs in tasks. */
export const ROLES = ['host', 'execution', 'task'] as const;
export const roleName = ({ spec, suffix }: Workshop, role: (typeof ROLES)[number]): string =>
  `usher-${spec.name}-${suffix}-${role}`;

/** Tags of everything a stack makes; `seat` where it belongs to one. */
export const tagsOf = (workshop: Workshop, stack: string, seat?: SeatPlan): Record<string, string> => ({
  [TAG.workshop]: workshop.spec.name,
  [TAG.run]: workshop.suffix,
  [TAG.stack]: stack,
  ...(seat ? { [TAG.seat]: seat.label } : {}),
});

/** Private DNS zone of the workshop, inside its VPC. */
export const zoneName = (workshop: Workshop): string => `${workshop.spec.name}-${workshop.suffix}.usher.internal`;
/** Private DNS name of the workshop's database server. */
export const databaseHost = (workshop: Workshop): string => `database.${zoneName(workshop)}`;

/** Name of a seat's instance. */
export const hostName = ({ spec }: Workshop, label: string): string => `${spec.name}-host-${label}`;
/** Addresses of a seat's instance and of its volume's place on it. */
export const hostAddress = (label: string): string => `aws_instance.host-${label}`;
export const attachmentAddress = (label: string): string => `aws_volume_attachment.volume-${label}`;

/** `aws_ecs_service.jupyter-007` -> 7. Addresses of what belongs to a seat, and only those, end in its label of three digits or more. */
export function seatOfAddress(address: string): number | undefined {
  const match = /-(\d{3,4})$/.exec(address);
  return match ? Number(match[1]) : undefined;
}
