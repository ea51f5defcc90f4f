import type { QuotaRequestState } from '../quota-request';
import type { Workshop } from '../workshop';

/** Finds out, before anything is made, whether all of it can be. */
export interface Preflight {
  /**
   * One line for each thing that could stop the workshop; what it has on AWS already is not counted against it. Never throws:
   * what cannot be asked within some seconds is a line that says why.
   */
  check(workshop: Workshop): Promise<readonly PreflightLine[]>;
}

export interface PreflightLine {
  /** `VPCs`, `instance type t3.xlarge`. */
  readonly what: string;
  /** `unknown`: could not be asked, which stops nothing. */
  readonly verdict: 'ok' | 'short' | 'unknown';
  /** For people: how it stands, or why it is not known; and the next step where no quota says it. */
  readonly sentence: string;
  /** Where it is a quota whose value is known. */
  readonly quota?: PreflightQuota;
}

/** Where AWS is asked for larger quotas. Throws ProblemError where it refuses to be asked. */
export interface QuotaDesk {
  /** Asks for the quota to be raised to `value`; returns the id of the request. */
  ask(region: string, service: string, code: string, value: number): Promise<string>;
  look(region: string, service: string, id: string): Promise<QuotaRequestState>;
}

/** A quota of Service Quotas, in its own unit. */
export interface PreflightQuota {
  /** `ec2`. */
  readonly service: string;
  /** `L-1216C47A`. */
  readonly code: string;
  readonly needed: number;
  /** `limit` less what others use; negative where they use more. */
  readonly available: number;
  readonly limit: number;
  /** The least value to ask AWS for, and the page to ask it on; undefined where AWS never raises it. */
  readonly ask: { readonly value: number; readonly link: string } | undefined;
}
