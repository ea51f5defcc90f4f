import type { Bill } from './bill';
import type { Stay } from './errand';
import type { HelpFigures } from './help/overview';
import type { MessagePlace } from './operation';
import type { RealCost } from './ports/cost-report';
import type { Price } from './ports/prices';
import type { Workshop } from './workshop';

/** What a workshop was and cost, drawn once it is over and the same ever after. Times are ISO. */
export interface ReceiptBody {
  /** Slack user who destroyed it, and gets it as a file. */
  readonly for: string;
  readonly from: string;
  readonly until: string;
  readonly seats: number;
  readonly spares: number;
  /** Undefined where no deploy came to an end. */
  readonly deploy: { readonly tookMs: number } | undefined;
  /** Seats that were ready at some time. */
  readonly ready: number;
  readonly people: {
    readonly seated: number;
    /** Of those in Slack: they opened their card, or never did. */
    readonly arrived: number;
    readonly noShows: number;
    /** Not in Slack: whether they came is not known. */
    readonly onPaper: number;
  };
  readonly bill: Bill;
  readonly price: Pick<Price, 'hourly' | 'source'>;
  readonly incidents: {
    readonly found: number;
    readonly mended: number;
    /** From its discovery until all was well: half of them took no longer. */
    readonly usualMs: number | undefined;
    readonly longestMs: number | undefined;
  };
  readonly help: HelpFigures;
  /** When AWS was asked for what is left; nothing was. */
  /** What is kept of it. */
  readonly stays?: Stay | undefined;
  readonly proof: { readonly at: string | undefined; readonly stacks: number };
}

export interface Receipt {
  readonly workshop: Workshop;
  readonly body: ReceiptBody;
  /** Where the crew reads it. */
  readonly message: MessagePlace | undefined;
  /** What AWS said that it cost, once it did. */
  readonly actual: RealCost | undefined;
  /** What was told of it already. */
  readonly told: readonly string[];
}

/** US dollars for each who had a seat; undefined where nobody had. */
export const eachPays = ({ people }: ReceiptBody, total: number): number | undefined =>
  people.seated === 0 ? undefined : total / people.seated;
