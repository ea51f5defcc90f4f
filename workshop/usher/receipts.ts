import type { MessagePlace } from '../operation';
import type { RealCost } from '../ports/cost-report';
import type { Receipt } from '../receipt';
import type { Workshop } from '../workshop';

/** What workshops that are over were and cost. */
export interface Receipts {
  /** Undefined where it is not over, or never stood. */
  of(workshop: Workshop): Promise<Receipt | undefined>;
  /** The workshop that ended last of those with this crew channel, else of all; undefined where none has ended. */
  latest(channel: string): Promise<Workshop | undefined>;
  /** Those of the last day that the crew has not got. */
  due(): Promise<Receipt[]>;
  /** Notes where the crew has it. */
  posted(receipt: Receipt, message: MessagePlace): Promise<void>;
  /** Asks AWS's own bill about workshops that ended a day ago, and again a day later; what is to be told of each. */
  askAws(): Promise<BillNews[]>;
  /** Notes that it was told. */
  settle(news: BillNews): Promise<void>;
}

export interface BillNews {
  /** With what AWS says, where it says something. */
  readonly receipt: Receipt;
  readonly answer: RealCost | 'inactive' | 'denied' | 'nothing';
  /** Asked for the second time, and the last. */
  readonly last: boolean;
  /** Worth a new line: it was not said before, or is another sum now. */
  readonly fresh: boolean;
}
