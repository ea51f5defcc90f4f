import type { Context } from '../context';
import type { SeatInspection } from '../ports/cloud';
import { ProblemError } from '../problems';
import { lookAtSeats } from '../running/watch-seats';
import { planSeat } from '../seat-plan';
import type { SeatFault } from '../usher/watching';
import type { Workshop } from '../workshop';
import type { Diagnosis, Finding } from './request';

/** A helper reads this at once or not at all: what takes longer is left out. */
const MOST_MS = 10_000;
const LATELY_MS = 3_600_000;
/** Events looked through for what happened at one seat. */
const MOST_EVENTS = 500;

/** One way to look at a seat that somebody is stuck at. May throw ProblemError. */
type Exam = (context: Context, workshop: Workshop, no: number) => Promise<readonly Finding[]>;

/** In the order they are read. Whatever else can be known of a seat (its logs) is one more line here. */
const EXAMS: readonly Exam[] = [examineNow, examineLately];

/** Everything that can be found out about a seat within seconds, for whoever comes to help. Never throws. */
export async function diagnose(context: Context, workshop: Workshop, no: number): Promise<Diagnosis> {
  const found = await Promise.all(EXAMS.map((exam) => within(context, () => exam(context, workshop, no))));
  return { findings: found.flat() };
}

async function within(context: Context, exam: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve(SLOW), MOST_MS);
  });
  try {
    return await Promise.race([exam(), late]);
  } catch (error) {
    if (error instanceof ProblemError) return [{ about: 'AWS', well: false, says: error.problem.summary }];
    context.log(`a seat could not be examined: ${String(error)}`);
    return [{ about: 'Usher', well: false, says: 'could not look at this seat; its log has the reason' }];
  } finally {
    clearTimeout(timer);
  }
}

const SLOW: readonly Finding[] = [{ about: 'AWS', well: false, says: 'did not answer within ten seconds' }];

/** Its own addresses, its tasks, its instance; of what fails, what AWS says about it. */
async function examineNow(context: Context, workshop: Workshop, no: number): Promise<readonly Finding[]> {
  if (workshop.loadBalancers.length === 0) return [{ about: 'Seat', well: false, says: 'is not deployed' }];
  const { looks, snapshot } = await lookAtSeats(context, workshop, [no]);
  const faults = looks[0]?.faults ?? [];
  const inspection = snapshot.seats.get(no);
  const host = faults.find(({ app }) => app === undefined);
  if (host) return [{ about: 'Instance', well: false, says: host.reason.replace(/^the instance /, '') }];
  return Promise.all(
    planSeat(workshop.spec, no).apps.map(async ({ app }): Promise<Finding> => {
      const fault = faults.find((each) => each.app === app.name);
      const about = { about: app.title, app: app.name };
      if (fault) return { ...about, well: false, ...(await wordFault(context, workshop, no, app, fault)) };
      return { ...about, well: true, says: `answers${since(inspection, app.name, context.clock.now())}` };
    }),
  );
}

async function wordFault(
  context: Context,
  workshop: Workshop,
  no: number,
  app: { readonly name: string; readonly title: string },
  fault: SeatFault,
): Promise<Pick<Finding, 'says' | 'lines'>> {
  const says = fault.reason.startsWith(app.title) ? fault.reason.slice(app.title.length).trim() : fault.reason;
  try {
    const why = await context.cloud.explain(workshop, no, app.name);
    return why === '' ? { says } : { says, lines: [why] };
  } catch (error) {
    if (error instanceof ProblemError) return { says };
    throw error;
  }
}

function since(inspection: SeatInspection | undefined, app: string, now: Date): string {
  const started = inspection?.apps.get(app)?.startedAt;
  if (started === undefined) return '';
  const minutes = Math.max(0, Math.round((now.getTime() - started.getTime()) / 60_000));
  return minutes < 1
    ? ', started just now'
    : `, running for ${minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`}`;
}

/** What happened to it within the last hour. */
async function examineLately(context: Context, workshop: Workshop, no: number): Promise<readonly Finding[]> {
  const now = context.clock.now().getTime();
  const events = await context.store.events.list(workshop.id, { limit: MOST_EVENTS });
  const here = events.filter((event) => 'no' in event && event.no === no && now - event.at.getTime() < LATELY_MS);
  const restarts = here.filter((event) => event.type === 'app-restarted');
  const broke = here.filter((event) => event.type === 'seat-changed' && event.state === 'failing');
  const parts = [
    restarts.length === 0 ? undefined : `restarted ${times(restarts.length)}, last ${ago(restarts.at(-1)?.at, now)}`,
    broke.length === 0 ? undefined : `failed ${times(broke.length)}, last ${ago(broke.at(-1)?.at, now)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [{ about: 'Last hour', well: true, says: parts.join('; ') }];
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);
const ago = (at: Date | undefined, now: number): string => {
  const minutes = Math.round((now - (at?.getTime() ?? now)) / 60_000);
  return minutes < 1 ? 'just now' : `${minutes} min ago`;
};
