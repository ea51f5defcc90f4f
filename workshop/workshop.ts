import type { AppSpec } from './apps';

/** Everything that decides what a workshop creates on AWS; fixed at `new`, kept with the workshop. */
export interface WorkshopSpec {
  /** 1-16 characters, lower-case letters, digits and inner hyphens: the prefix of every AWS name. */
  readonly name: string;
  /** 1-1,000. */
  readonly seats: number;
  /** Seats a batch, 10 by default: the unit of Terraform state and of parallel work. */
  readonly batchSize: number;
  readonly region: string;
  readonly instanceType: string;
  readonly apps: readonly AppSpec[];
}

export type WorkshopState = 'new' | 'deploying' | 'deployed' | 'destroying' | 'destroyed';

/** Who may claim a seat. `room`: members of the workshop's room. */
export type JoinPolicy = 'room';

export interface Workshop {
  readonly id: string;
  readonly spec: WorkshopSpec;
  /** Six characters that differ for each workshop ever made, for names that AWS keeps reserved or wants unique in the world. */
  readonly suffix: string;
  readonly state: WorkshopState;
  /** Slack channel where `new` was typed. */
  readonly crewChannel: string;
  /** Slack channel of the participants, once it is known. */
  readonly room: string | undefined;
  readonly join: JoinPolicy;
  /** Slack user who made it. */
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Since when participants may have their cards. */
  readonly openedAt: Date | undefined;
  readonly endsAt: Date | undefined;
  /** First moment something may have cost money: start of the first deploy. */
  readonly deployedAt: Date | undefined;
  readonly destroyedAt: Date | undefined;
  /** AMI resolved at the first deploy and kept, so that a newer AMI replaces nothing. */
  readonly ami: string | undefined;
  /** Host names of the load balancers by number, 1-based; empty until `network` is applied. */
  readonly loadBalancers: readonly string[];
  /** Counts up when the credentials are renewed. */
  readonly rotation: number;
}
