import type { Context } from '../context';
import { ProblemError } from '../problems';
import type { QuotaRequest } from '../quota-request';
import type { Quotas } from '../usher/quotas';
import type { Workshop } from '../workshop';

/** Asking AWS for larger quotas, and after what became of it. */
export function raisingQuotas(context: Context): Quotas {
  const { quotaRequests } = context.store;
  return {
    ask: (workshop, by, code) => ask(context, workshop, by, code),
    pending: () => quotaRequests.pending(),
    async look() {
      const answered: QuotaRequest[] = [];
      for (const request of await quotaRequests.pending()) {
        const state = await answerTo(context, request);
        if (state !== 'pending') answered.push({ ...request, state });
      }
      return answered;
    },
    async settle({ id, workshopId, code, what, value, state }) {
      if (!(await quotaRequests.settle(id, state))) return;
      await context.emit({ workshopId, actor: 'usher', type: 'quota-answered', code, what, value, state });
    },
  };
}

/** How much is looked up anew: what a button says came through somebody's client, and may be old. */
async function ask(context: Context, workshop: Workshop, by: string, code: string): ReturnType<Quotas['ask']> {
  const { store, preflight, quotaDesk } = context;
  const { region } = workshop.spec;
  const open = (await store.quotaRequests.pending()).find((each) => each.region === region && each.code === code);
  if (open) return { pending: open };
  const line = (await preflight.check(workshop)).find(({ quota }) => quota?.code === code);
  if (!line?.quota) return { refused: 'unknown' };
  if (line.verdict !== 'short') return { refused: 'enough' };
  const { service, ask: wanted } = line.quota;
  if (!wanted) return { refused: 'fixed' };
  const { value, link } = wanted;
  const id = await quotaDesk.ask(region, service, code, value);
  const asked = await store.quotaRequests.add({
    id,
    workshopId: workshop.id,
    by,
    region,
    service,
    code,
    what: line.what,
    value,
    link,
  });
  await context.emit({ workshopId: workshop.id, actor: by, type: 'quota-asked', code, what: line.what, value });
  return { asked };
}

/** Where AWS does not say, it is asked again later. */
async function answerTo({ quotaDesk, log }: Context, request: QuotaRequest): Promise<QuotaRequest['state']> {
  try {
    return await quotaDesk.look(request.region, request.service, request.id);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    log(`AWS did not say what became of the request for ${request.code}: ${error.problem.summary}`);
    return 'pending';
  }
}
