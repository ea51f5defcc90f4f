import type { AlarmShare, Outlook } from '../price-limit';
import type { Workshop } from '../workshop';

/** What a workshop may cost before its organisers are called. */
export interface Limits {
  /** In US dollars; undefined takes the limit off. */
  set(workshop: Workshop, by: string, limit: number | undefined): Promise<Workshop>;
  /** Limits whose alarm is due and was not told, by their greatest share that was passed. */
  due(): Promise<LimitAlarm[]>;
  /** Notes that it was told. */
  settle(alarm: LimitAlarm): Promise<void>;
}

export interface LimitAlarm {
  readonly workshop: Workshop;
  readonly share: AlarmShare;
  readonly outlook: Outlook;
  /** Slack users whom it concerns: whoever made the workshop, and its organisers. */
  readonly organisers: readonly string[];
}
