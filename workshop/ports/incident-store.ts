import type { Place } from '../help/request';
import type { Cause, Incident } from '../watch/incident';

export interface IncidentStore {
  /** Undefined where the workshop has an incident of this cause already. */
  open(workshopId: string, cause: Cause, at: Date): Promise<Incident | undefined>;
  /** What is ill now, and why; every seat is kept among `seats` for good. `restarted` counts one restart more. */
  update(id: string, cause: Cause, restarted?: boolean): Promise<Incident>;
  /** Undefined where it had ended. */
  end(id: string, at: Date, absorbed?: boolean): Promise<Incident | undefined>;
  /** Those that stand, or ended after this moment; oldest first. */
  list(workshopId: string, endedAfter: Date): Promise<Incident[]>;
  /** Marks something as told; false when it was already. */
  tellOnce(id: string, what: string): Promise<boolean>;
  /** The crew's message about the health of a workshop, and since when it tells of it. */
  message(workshopId: string): Promise<HealthMessage | undefined>;
  setMessage(workshopId: string, message: HealthMessage): Promise<void>;
}

export interface HealthMessage extends Place {
  readonly since: Date;
}
