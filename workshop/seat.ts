import type { Placement } from './ports/provisioner';

/** `absent`: nothing of it exists. `creating`: Terraform is at work. `starting`: the host boots or an app starts. `stopped`: its host is off. */
export type SeatState = 'absent' | 'creating' | 'starting' | 'ready' | 'failing' | 'stopped';

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

/** Who sits somewhere, as people are told: by their Slack user, or by name. */
export type Sitter = Pick<Participant, 'userId'> & { readonly name?: string | undefined };

export interface Participant {
  readonly id: string;
  readonly workshopId: string;
  /** Slack user id; undefined for somebody who is not in Slack, whose card is of paper. */
  readonly userId: string | undefined;
  /** As an organiser wrote it; always there for somebody who is not in Slack. */
  readonly name: string | undefined;
  /** As an organiser wrote it, in lower case. */
  readonly email: string | undefined;
  /** DM channel, once they have written or been written to. */
  readonly dmChannel: string | undefined;
  /** Timestamp of the card in their DM, to be kept true by edits. */
  readonly cardTs: string | undefined;
  /** They were told to wait: a new message with the card is owed as soon as the seat is ready and the workshop open. */
  readonly owedCard: boolean;
  /** May have a seat where that takes a list: an organiser put them there, or they gave the code. */
  readonly listed: boolean;
  /** On the waitlist since then. */
  readonly waitingSince: Date | undefined;
  /** First sign that they sit at their seat: they asked for their card and got it, or pressed Open on one that came by itself. */
  readonly arrivedAt: Date | undefined;
  /** They left the room; until then their seat waits for them to come back. */
  readonly leavingAt: Date | undefined;
  /** What they are to be told in a new message. */
  readonly news: News | undefined;
}

/** A participant who is in Slack: told of everything there. */
export type InSlack = Participant & { readonly userId: string };

export const isInSlack = (participant: Participant): participant is InSlack => participant.userId !== undefined;

/**
 * `seated`: a seat became free and is theirs. `opens`: when the workshop opens. `freed`: they left the room, and their seat is free
 * again. `given`: they did not open their seat, and somebody who waited has it. `released`: an organiser freed their seat. `removed`:
 * their seat is no more, since the workshop has fewer.
 */
export type News = 'seated' | 'opens' | 'freed' | 'given' | 'released' | 'removed';
