import type { Context } from '../context';
import { deployTime } from '../deploy-time';
import type { RehearsalWish } from '../rehearsal';
import type { Rehearsals } from '../usher/rehearsals';
import type { Workshop } from '../workshop';
import { begin, startDeploy } from './start-operation';
import { planDeploy } from './summarise';

const HOUR_MS = 3_600_000;
/** Until all have come, and until all have left. */
const AROUND_MS = 60_000;

export function rehearsing(context: Context): Rehearsals {
  const { store } = context;
  const stands = async (workshop: Workshop): Promise<boolean> =>
    workshop.state === 'deployed' && (await store.seats.list(workshop.id)).every(({ state }) => state === 'ready');

  return {
    async plan(workshop, { seats: asked, stayMs }: RehearsalWish) {
      const seats = (await store.seats.list(workshop.id)).filter(({ spare }) => !spare);
      const free = seats.filter(({ owner }) => owner === undefined).length;
      const deploy = (await stands(workshop)) ? undefined : await planDeploy(context, workshop);
      const { hourly } = deploy?.price ?? (await context.prices.of(workshop.spec));
      const lastsMs = (deploy ? deployTime(workshop.spec) : 0) + stayMs + AROUND_MS;
      const tried = Math.min(asked ?? free, free);
      return { tried, taken: seats.length - free, deploy, lastsMs, cost: (hourly * lastsMs) / HOUR_MS };
    },

    async start(workshop, by, rehearsal) {
      const running = await store.operations.running(workshop.id);
      const inTheWay = running.find(({ kind }) => kind === 'rehearse' || kind === 'destroy');
      if (inTheWay) return { running: inTheWay };
      const made = (await stands(workshop)) ? undefined : await startDeploy(context, workshop, by);
      if (made && 'refused' in made && made.refused === 'preflight') return made;
      const deploy = made && ('started' in made ? made.started : 'running' in made ? made.running : undefined);
      if (deploy && deploy.kind !== 'deploy') return { running: deploy };
      const wish = { workshopId: workshop.id, kind: 'rehearse', startedBy: by, stacks: [], rehearsal } as const;
      const begun = await begin(context, wish);
      return 'started' in begun ? { ...begun, deploy } : begun;
    },
  };
}
