import type { Receipt } from '../workshop/receipt';
import type { BillNews } from '../workshop/usher/receipts';
import type { HandlerDeps } from './deps';
import { createOutbox, type Outbox } from './progress/outbox';
import { sendReceipt } from './send-receipt';
import { billNews, receiptMessage } from './views/receipt';

const LOOK_EVERY_MS = 60_000;

/** Gives the crew the receipt of a workshop that is over, and AWS's own bill once there is one. */
export interface ReceiptDesk {
  /** Until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

/** Told first and noted afterwards: a process that dies in between says it twice, which is better than never. */
export function createReceiptDesk(deps: HandlerDeps): ReceiptDesk {
  const { usher, clock, log } = deps;

  async function post(receipt: Receipt, outbox: Outbox): Promise<void> {
    const { workshop } = receipt;
    const message = receiptMessage(receipt);
    // An archived channel must not keep it from whoever made the workshop.
    const posted =
      (await outbox.post(workshop.crewChannel, message)) ?? (await outbox.post(workshop.createdBy, message));
    if (!posted) return;
    await usher.receipts.posted(receipt, posted);
    await sendReceipt(deps, receipt.body.for, receipt).catch((error: unknown) =>
      log.warn('a receipt could not be sent as a file', { workshop: workshop.spec.name, reason: String(error) }),
    );
  }

  async function tell(news: BillNews, outbox: Outbox): Promise<void> {
    const { receipt, fresh } = news;
    const { message } = receipt;
    if (!message) return;
    if (fresh && !(await outbox.post(message.channel, billNews(news), message.ts)) && outbox.isStopped()) return;
    await usher.receipts.settle(news);
    const now = await usher.receipts.of(receipt.workshop);
    if (now) await outbox.edit(message.channel, message.ts, () => receiptMessage(now));
  }

  return {
    async keep(signal) {
      const outbox = createOutbox(deps, 2, signal);
      let ended = new AbortController();
      const unsubscribe = usher.subscribe((event) => {
        if (event.type === 'operation-ended' && event.kind === 'destroy') ended.abort();
      });
      while (!signal.aborted) {
        ended = new AbortController();
        try {
          for (const receipt of await usher.receipts.due()) await post(receipt, outbox);
          for (const news of await usher.receipts.askAws()) await tell(news, outbox);
        } catch (error) {
          log.error('receipts could not be looked after', { reason: String(error) });
        }
        await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([ended.signal, signal]));
      }
      unsubscribe();
    },
  };
}
