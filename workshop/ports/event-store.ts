import type { RecordedEvent, UsherEvent } from '../events';

export interface EventStore {
  /** Appends; events are never changed or removed. */
  append(event: UsherEvent): Promise<RecordedEvent>;
  /** Newest last. */
  list(workshopId: string, options?: { readonly limit?: number }): Promise<RecordedEvent[]>;
  /** Events of all workshops with an id above this one, oldest first, at most 1,000. */
  after(id: number): Promise<RecordedEvent[]>;
  /** The highest id given so far; 0 where there is none. */
  last(): Promise<number>;
  /** Newest first: what people did, or all that concerns one seat or one person. */
  search(workshopId: string, search: EventSearch): Promise<RecordedEvent[]>;
}

export interface EventSearch {
  readonly limit: number;
  /** Only those before the event with this id. */
  readonly before?: number | undefined;
  /** What was done to this seat, or became of it. */
  readonly seat?: number | undefined;
  /** What this Slack user did. */
  readonly userId?: string | undefined;
  /** Types to leave out. */
  readonly without?: readonly string[] | undefined;
}
