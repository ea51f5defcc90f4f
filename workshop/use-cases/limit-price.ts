import type { Context } from '../context';
import { outlookOf, passedShare } from '../price-limit';
import type { LimitAlarm, Limits } from '../usher/limits';
import type { Workshop } from '../workshop';
import { livingWorkshops } from './living';
import { costsOf } from './summarise';

/** What workshops may cost, and when that is passed. */
export function limiting(context: Context): Limits {
  const { store } = context;
  return {
    async set(workshop, by, limit) {
      const changed = await store.workshops.update(workshop.id, { priceLimit: limit });
      await context.emit({ workshopId: workshop.id, actor: by, type: 'limit-set', ...(limit && { limit }) });
      return changed;
    },
    async due() {
      const alarms = await Promise.all((await livingWorkshops(context)).map((each) => alarmOf(context, each)));
      return alarms.filter((alarm) => alarm !== undefined);
    },
    async settle({ workshop, share, outlook }) {
      const { limit, spent } = outlook;
      if (!(await store.workshops.tellOnce(workshop.id, toldAs(limit, share)))) return;
      await context.emit({ workshopId: workshop.id, actor: 'usher', type: 'limit-passed', share, limit, spent });
    },
  };
}

/** Undefined where there is nothing to tell. */
async function alarmOf(context: Context, workshop: Workshop): Promise<LimitAlarm | undefined> {
  const { store, clock } = context;
  if (workshop.priceLimit === undefined || workshop.deployedAt === undefined) return undefined;
  const outlook = outlookOf(workshop, await costsOf(context, workshop), clock.now());
  const share = outlook && passedShare(outlook);
  if (!share || (await store.workshops.wasTold(workshop.id, toldAs(outlook.limit, share)))) return undefined;
  const crew = await store.crew.list(workshop.id);
  const named = crew.filter(({ role }) => role === 'organiser').map(({ userId }) => userId);
  return { workshop, share, outlook, organisers: [...new Set([workshop.createdBy, ...named])] };
}

const toldAs = (limit: number, share: number): string => `limit:${limit}:${share}`;
