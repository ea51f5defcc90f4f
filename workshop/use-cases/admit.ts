import type { Context } from '../context';
import type { Admission } from '../usher/admission';
import { VENUE } from '../venue/venue';
import { begin } from './start-operation';

/** Who may reach the load balancers, over the store and the stacks that hold the rules. */
export function admitting(context: Context): Admission {
  const { store } = context;
  return {
    async view({ id, spec }) {
      const [own, venue] = await Promise.all([context.ownAddress(), store.venues.of(id)]);
      return { ranges: spec.allow, own, page: venue?.address && `http://${venue.address}/` };
    },

    async change(workshop, by, ranges) {
      const { id, spec } = workshop;
      const allow = [...new Set(ranges)];
      const stacks = [
        ...(workshop.loadBalancers.length > 0 ? ['network'] : []),
        ...((await store.venues.of(id)) ? [VENUE] : []),
      ];
      const begun =
        stacks.length > 0
          ? await begin(context, { workshopId: id, kind: 'allow', startedBy: by, stacks, allow })
          : { started: undefined };
      if ('running' in begun) return begun;
      const changed =
        stacks.length > 0
          ? ((await store.workshops.get(id)) ?? workshop)
          : await store.workshops.update(id, { spec: { ...spec, allow } });
      const added = allow.filter((range) => !spec.allow.includes(range));
      const removed = spec.allow.filter((range) => !allow.includes(range));
      if (added.length + removed.length > 0) {
        await context.emit({ workshopId: id, actor: by, type: 'allow-list-changed', added, removed });
      }
      return { changed, started: begun.started };
    },
  };
}
