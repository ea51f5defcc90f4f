import type { Context } from '../context';
import { planSeat, seatUrl } from '../seat-plan';
import type { Workshop } from '../workshop';

/** One app of a seat, asked as the participant's browser would. */
export interface PageCheck {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly answers: boolean;
}

/** Asks every address of a seat; those without an address yet are left out. */
export async function checkPages(context: Context, workshop: Workshop, no: number): Promise<readonly PageCheck[]> {
  const plan = planSeat(workshop.spec, no);
  return Promise.all(
    plan.apps.flatMap((app) => {
      const url = seatUrl(workshop.loadBalancers, plan, app);
      if (url === undefined) return [];
      const via = app.host === undefined ? undefined : workshop.loadBalancers[plan.loadBalancer - 1];
      const health = new URL(app.app.healthPath, url).href;
      const { name, title } = app.app;
      return [context.probe.probe(health, via, context.signal).then((answers) => ({ name, title, url, answers }))];
    }),
  );
}
