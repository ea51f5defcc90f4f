import type { Context } from '../context';
import { lookAtSeats } from '../running/watch-seats';
import { seatUrl } from '../seat-plan';
import type { SeatExam } from '../usher/watching';
import type { Workshop } from '../workshop';

/** Looks at everything one seat stands on, from its instance to its own addresses; stores nothing. Throws ProblemError. */
export async function examineSeat(context: Context, workshop: Workshop, no: number): Promise<SeatExam> {
  const { looks, snapshot } = await lookAtSeats(context, workshop, [no]);
  const [look] = looks;
  if (!look) throw new RangeError(`seat ${no} was not looked at`);
  const inspection = snapshot.seats.get(no);
  const apps = await Promise.all(
    look.plan.apps.map(async (app) => ({
      title: app.app.title,
      url: seatUrl(workshop.loadBalancers, look.plan, app),
      answers: look.answers.get(app.app.name) === true,
      ...(await context.cloud.examine(workshop, no, app.app.name)),
    })),
  );
  return { no, host: inspection?.host ?? 'none', agentConnected: inspection?.agentConnected ?? false, apps };
}
