import type { Workshop } from '../workshop';
import type { Answered } from '../help/answer';
import type { Asked, HelpWish } from '../help/ask';
import type { HelpOverview, HelpView } from '../help/overview';
import type { HelpRequest, Place } from '../help/request';

/** People who are stuck, and who helps them. */
export interface Helping {
  /** Somebody of the crew asks for a seat; the seat is checked by the caller. */
  ask(workshop: Workshop, no: number, wish: HelpWish): Promise<Asked>;
  /** A participant is stuck, at the seat they sit in. */
  askOwn(workshopId: string, wish: HelpWish): Promise<Asked | { refused: 'no-seat' }>;
  take(requestId: string, by: string): Promise<Answered>;
  finish(requestId: string, by: string): Promise<Answered>;
  /** It works again, says whoever sits there. */
  solveOwn(workshopId: string, userId: string): Promise<Answered>;
  /** Looks at the seat of a request and keeps what was found: a matter of seconds. */
  examine(requestId: string): Promise<HelpRequest | undefined>;
  /** Who is stuck in a workshop, and how quickly people were helped. */
  overview(workshopId: string): Promise<HelpOverview>;
  view(requestId: string): Promise<HelpView | undefined>;
  /** The request that stands for a seat. */
  standingAt(workshopId: string, no: number): Promise<HelpRequest | undefined>;
  /** Requests of all workshops that stand or were done within the last hour; oldest first. */
  current(): Promise<HelpRequest[]>;
  noteMessage(requestId: string, change: { message?: Place; receipt?: Place }): Promise<void>;
  /** Marks something about a request as told; false when somebody told it before. */
  tellOnce(requestId: string, what: string): Promise<boolean>;
}
