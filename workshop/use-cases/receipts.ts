import type { Context } from '../context';
import { ProblemError } from '../problems';
import type { Receipt } from '../receipt';
import type { BillNews, Receipts } from '../usher/receipts';
import type { Workshop } from '../workshop';
import { drawReceipt } from './draw-receipt';

const DAY_MS = 24 * 3_600_000;
/** AWS's bill is a day late, and complete after two. */
const ROUNDS = [
  { told: 'real:2', afterMs: 2 * DAY_MS, last: true },
  { told: 'real:1', afterMs: DAY_MS, last: false },
] as const;
/** Where nobody could ask by then, it is left alone. */
const LATEST_MS = 7 * DAY_MS;
/** A sum that changed by less is the same one. */
const SAME = 0.01;

type Over = Workshop & { readonly deployedAt: Date; readonly destroyedAt: Date };
const isOver = (workshop: Workshop): workshop is Over =>
  workshop.state === 'destroyed' && workshop.deployedAt !== undefined && workshop.destroyedAt !== undefined;

/** The receipts of workshops that are over. */
export function keepingReceipts(context: Context): Receipts {
  const { store, clock } = context;

  const over = async (): Promise<Over[]> =>
    (await store.workshops.list({ past: true }))
      .filter(isOver)
      .sort((a, b) => b.destroyedAt.getTime() - a.destroyedAt.getTime());
  const age = ({ destroyedAt }: Over): number => clock.now().getTime() - destroyedAt.getTime();
  const receiptOf = async (workshop: Over): Promise<Receipt> => ({
    workshop,
    ...((await store.receipts.get(workshop.id)) ??
      (await store.receipts.draw(workshop.id, await drawReceipt(context, workshop)))),
  });

  return {
    of: async (workshop) => (isOver(workshop) ? receiptOf(workshop) : undefined),
    async latest(channel) {
      const all = await over();
      return all.find(({ crewChannel }) => crewChannel === channel) ?? all[0];
    },
    async due() {
      const lately = (await over()).filter((workshop) => age(workshop) < DAY_MS);
      // Its last words are recorded a moment after it is over.
      const running = new Set((await store.operations.running()).map(({ workshopId }) => workshopId));
      const receipts = await Promise.all(lately.filter(({ id }) => !running.has(id)).map(receiptOf));
      return receipts.filter(({ message }) => message === undefined);
    },
    async posted({ workshop }, message) {
      await store.receipts.update(workshop.id, { message });
    },
    async askAws() {
      const news: BillNews[] = [];
      for (const workshop of (await over()).filter((each) => age(each) >= DAY_MS && age(each) < LATEST_MS)) {
        const round = ROUNDS.find(({ afterMs }) => age(workshop) >= afterMs);
        const receipt = await receiptOf(workshop);
        if (!round || !receipt.message || receipt.told.includes(round.told)) continue;
        const found = await ask(context, receipt, round.last);
        if (found) news.push(found);
      }
      return news;
    },
    async settle({ receipt, answer, last }) {
      if (typeof answer !== 'string') await store.receipts.update(receipt.workshop.id, { actual: answer });
      const said = typeof answer === 'string' ? [answer] : [];
      await store.receipts.tell(receipt.workshop.id, [...(last ? ['real:1', 'real:2'] : ['real:1']), ...said]);
    },
  };
}

/** Undefined where AWS could not be asked: it is asked again later. */
async function ask({ costReport, log }: Context, receipt: Receipt, last: boolean): Promise<BillNews | undefined> {
  try {
    const answer = await costReport.of(receipt.workshop);
    if (typeof answer === 'string') {
      const fresh = !receipt.told.includes(answer) && (answer !== 'nothing' || last);
      return { receipt, answer, last, fresh };
    }
    const before = receipt.actual?.total;
    const fresh = before === undefined || Math.abs(answer.total - before) > before * SAME;
    return { receipt: { ...receipt, actual: answer }, answer, last, fresh };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    log(`AWS did not say what ${receipt.workshop.spec.name} cost: ${error.problem.summary}`);
    return undefined;
  }
}
