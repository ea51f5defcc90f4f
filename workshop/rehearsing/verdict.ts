import type { Context } from '../context';
import type { Finding, RehearsalReport, Verdict } from '../rehearsal';
import { checkBefore } from '../use-cases/check-before';
import type { Workshop } from '../workshop';

const HOUR_MS = 3_600_000;
/** A participant who waits longer thinks that the page is broken. */
const SLOW_MS = 30_000;
/** Share of requests without a good answer that spoils a day. */
const TOO_MANY = 0.1;

/** What would stop the day, by what the rehearsal met and by how the workshop is set up. */
export async function judge(context: Context, workshop: Workshop, report: RehearsalReport): Promise<Verdict> {
  const [seats, people, checks] = await Promise.all([
    context.store.seats.list(workshop.id),
    context.store.participants.list(workshop.id),
    checkBefore(context, workshop),
  ]);
  const stops: Finding[] = [];
  const minds: Finding[] = [];
  const unready = seats.filter(({ state, spare }) => !spare && state !== 'ready').map(({ no }) => no);
  const spares = seats.filter(({ state, spare }) => spare && state === 'ready').length;
  const failed = [...new Set([...report.troubles.flatMap((trouble) => trouble.seats), ...unready])];
  if (failed.length > 0) {
    const finding = { what: 'seats-failed', seats: failed.sort((a, b) => a - b), spares } as const;
    (failed.length > spares ? stops : minds).push(finding);
  }
  if (report.inside === 0 && report.gaveWay === 0) stops.push({ what: 'nobody-came' });
  if (report.wrongLetIn.length > 0) stops.push({ what: 'wrong-password', apps: report.wrongLetIn });
  const { opened, tried } = report.sockets;
  if (opened < tried) stops.push({ what: 'sockets', failed: tried - opened, tried });
  const { asked, unanswered, login } = report;
  if (unanswered > 0) {
    (unanswered > asked * TOO_MANY ? stops : minds).push({ what: 'unanswered', unanswered, asked });
  }
  if (login && login.slowestMs > SLOW_MS) {
    minds.push({ what: 'slow', ms: login.slowestMs, seat: login.slowestSeat });
  }
  for (const { what, verdict, sentence } of checks) {
    // What stands already has what it needs.
    if (verdict === 'short') {
      (unready.length > 0 ? stops : minds).push({ what: 'quota', sentence: `${what}: ${sentence}` });
    }
  }
  const { stops: more, minds: others } = judgeSetting(workshop, context.clock.now(), {
    people: people.filter(({ listed }) => listed).length,
    seats: seats.filter(({ spare }) => !spare).length,
  });
  return { stops: [...stops, ...more], minds: [...minds, ...others] };
}

/** Doors, end and roster. */
function judgeSetting(
  { room, join, openedAt, opensAt, endsAt }: Workshop,
  now: Date,
  { people, seats }: { readonly people: number; readonly seats: number },
): Verdict {
  const stops: Finding[] = [];
  const minds: Finding[] = [];
  if (join === 'room' && room === undefined) stops.push({ what: 'no-room' });
  if (people > seats) stops.push({ what: 'too-few-seats', people, seats });
  if (endsAt === undefined) minds.push({ what: 'no-end' });
  else if (endsAt.getTime() - now.getTime() < HOUR_MS) stops.push({ what: 'ends-soon', at: endsAt.toISOString() });
  if (openedAt === undefined && opensAt === undefined) minds.push({ what: 'doors-closed' });
  return { stops, minds };
}
