import type { Workshop } from '../workshop';

/** When Usher was last there to hear what people write. */
export interface Presence {
  /** Undefined where it never was. */
  lastSeen(): Promise<Date | undefined>;
  /** Notes that it is there now. */
  seen(): Promise<void>;
  /** Living workshops, each with the Slack users who may have written meanwhile. */
  concerned(): Promise<readonly Concerned[]>;
  /** Records that it was away. */
  wasAway(workshop: Workshop, absence: Absence): Promise<void>;
}

export interface Concerned {
  readonly workshop: Workshop;
  readonly people: readonly {
    readonly userId: string;
    /** Where they and Usher write, where it is known. */ readonly dm: string | undefined;
  }[];
}

export interface Absence {
  readonly from: Date;
  readonly until: Date;
  /** Messages of its people that came meanwhile, and were answered afterwards. */
  readonly answered: number;
}
