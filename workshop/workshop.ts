import type { AppSpec } from './apps';

/** Everything that decides what a workshop creates on AWS; fixed at `new` but for its size, kept with the workshop. */
export interface WorkshopSpec extends WorkshopOptions {
  /** 1-16 characters, lower-case letters, digits and inner hyphens: the prefix of every AWS name. */
  readonly name: string;
  /** 1-1,000, spares included. */
  readonly seats: number;
  /** Seats a batch, 10 by default: the unit of Terraform state and of parallel work. */
  readonly batchSize: number;
  readonly region: string;
  readonly instanceType: string;
  /** Types a host may have instead where AWS has no capacity, in this order; undefined: those like it. */
  readonly alternatives?: readonly string[];
  readonly apps: readonly AppSpec[];
}

/** How participants reach their apps. */
export type Exposure =
  /** One listener a seat and app on its load balancer, plain HTTP: `http://<load balancer>:8007/`. */
  | { readonly kind: 'ports' }
  /** HTTPS on 443 with a name for each seat and app: `https://jupyter-007.<domain>/`. */
  | {
      readonly kind: 'hosts';
      /** `lab.example.org`; one living workshop each. */
      readonly domain: string;
      /** Route 53 hosted zone id: records are made there. Undefined: the domain's owner points `*.<domain>` at the load balancer. */
      readonly zone: string | undefined;
      /** ARN of an ACM certificate for `*.<domain>`; undefined: one is made and proven through `zone`. */
      readonly certificate: string | undefined;
    };

/** Where a seat's folder lives. */
export type Storage =
  /** On the root volume of its instance: outlives apps and tasks. */
  | { readonly kind: 'instance' }
  /** On an EBS volume of its own, which outlives the instance and comes back with its replacement. */
  | { readonly kind: 'volume'; /** GiB. */ readonly size: number };

/** Files that every seat finds in its folder. */
export type FileSource =
  /** Absolute path of a folder on the machine Usher runs on. */
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'bucket'; readonly bucket: string; /** Empty, or ends in a slash. */ readonly prefix: string };

/** The choices that have a default. */
export interface WorkshopOptions {
  /** How many of the seats, the last ones, nobody may claim: they stand in for seats that break. */
  readonly spares: number;
  readonly exposure: Exposure;
  readonly storage: Storage;
  /** Whether containers reach the internet; hosts always do, to pull images. */
  readonly internet: 'none' | 'nat';
  /** What the database server is, where the seats should not decide: an RDS instance class and GiB of storage. */
  readonly database: { readonly instanceClass?: string; readonly storage?: number };
  /** CIDR ranges that may reach the load balancers. Usher's own address must be among them, or its probes fail. */
  readonly allow: readonly string[];
  /** On everything that takes tags, besides Usher's own. */
  readonly tags: Readonly<Record<string, string>>;
  readonly files: FileSource | undefined;
}

/** What a workshop is that says nothing else. */
export const DEFAULT_OPTIONS: WorkshopOptions = {
  spares: 0,
  exposure: { kind: 'ports' },
  storage: { kind: 'instance' },
  internet: 'none',
  database: {},
  allow: ['0.0.0.0/0'],
  tags: {},
  files: undefined,
};

/** `stopped`: deployed, and its hosts are off. */
export type WorkshopState = 'new' | 'deploying' | 'deployed' | 'stopped' | 'destroying' | 'destroyed';

/**
 * Who may claim a seat, besides the crew. `room`: members of the workshop's room. `roster`: people an organiser listed. `code`: who
 * was told the workshop's code. `anyone`: everybody of Usher's own Slack workspace, guests included.
 */
export type JoinPolicy = 'room' | 'roster' | 'code' | 'anyone';

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
  /** Since when participants may have their cards; undefined while they may not. */
  readonly openedAt: Date | undefined;
  /** When it opens, or opened, by itself. */
  readonly opensAt: Date | undefined;
  /** Slack user who planned that. */
  readonly opensBy: string | undefined;
  /** Since when it is closed again, after it had been open. */
  readonly closedAt: Date | undefined;
  /** The Slack message in the room that invites to take a seat. */
  readonly invitation: { readonly channel: string; readonly ts: string } | undefined;
  readonly endsAt: Date | undefined;
  /** US dollars it may cost before its organisers are called. */
  readonly priceLimit?: number | undefined;
  /** First moment something may have cost money: start of the first deploy. */
  readonly deployedAt: Date | undefined;
  readonly destroyedAt: Date | undefined;
  /** When a deploy begins by itself, and by whose word. */
  readonly deploysAt: Date | undefined;
  readonly deploysBy: string | undefined;
  /** Slack user who chose that it is destroyed by itself at its end. */
  readonly destroysBy: string | undefined;
  /** AMI resolved at the first deploy and kept, so that a newer AMI replaces nothing. */
  readonly ami: string | undefined;
  /** Host names of the load balancers by number, 1-based; empty until `network` is applied. */
  readonly loadBalancers: readonly string[];
  /** Counts up when the credentials are renewed. */
  readonly rotation: number;
  /** Highest seat of which something may still stand beyond its seats, until what a scale takes away is gone. */
  readonly built?: number | undefined;
  /** What it was since its first deploy, oldest first, where that changed: for its price. */
  readonly stretches?: readonly Stretch[];
  /** When its hosts are turned on by themselves, and by whose word. */
  readonly startsAt?: Date | undefined;
  readonly startsBy?: string | undefined;
}

/** A time in which a workshop cost the same an hour, until the next one. */
export interface Stretch {
  /** ISO. */
  readonly since: string;
  readonly seats: number;
  /** Its hosts were off. */
  readonly resting: boolean;
}
