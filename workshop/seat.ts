import type { Placement } from './ports';

/** `absent`: nothing of it exists. `creating`: Terraform is at work. `starting`: the host boots or an app starts. */
export type SeatState = 'absent' | 'creating' | 'starting' | 'ready' | 'failing';

/** One row of the roster: a numbered place with its environment, and who sits there. */
export interface Seat {
  readonly workshopId: string;
  /** 1-based. */
  readonly no: number;
  readonly state: SeatState;
  /** Why it is failing, or what it waits for, in words for people. */
  readonly detail: string | undefined;
  /** Participant id. */
  readonly owner: string | undefined;
  readonly assignedAt: Date | undefined;
  /** Nobody may claim it: it stands in for a seat that breaks. */
  readonly spare: boolean;
  /** Places its host was sent to because AWS had no capacity at those before; the last one is where it is. */
  readonly placements: readonly Placement[];
}

export interface Participant {
  readonly id: string;
  readonly workshopId: string;
  /** Slack user id; later also undefined, for people who are not in Slack. */
  readonly userId: string;
  /** DM channel, once they have written or been written to. */
  readonly dmChannel: string | undefined;
  /** Timestamp of the card in their DM, to be kept true by edits. */
  readonly cardTs: string | undefined;
  /** They were told to wait: a new message with the card is owed as soon as the seat is ready and the workshop open. */
  readonly owedCard: boolean;
}
