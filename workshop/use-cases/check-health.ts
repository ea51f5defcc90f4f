import type { Context } from '../context';
import { touchesSeats } from '../operation';
import { ProblemError } from '../problems';
import { lookAtSeats, recordLooks, type SeatLook } from '../running/watch-seats';
import type { HealthReport, SeatFault } from '../usher/watching';
import type { Workshop } from '../workshop';

/** Explaining a fault costs up to four calls: beyond so many seats a common cause is likelier than so many causes. */
const MOST_EXPLAINED = 12;

/** Looks at every seat now, explains the first dozen that fail, and stores what it saw. Throws ProblemError. */
export async function checkHealth(context: Context, workshop: Workshop): Promise<HealthReport> {
  const seats = await context.store.seats.list(workshop.id);
  const there = seats.filter(({ state }) => state !== 'absent' && state !== 'stopped').map((seat) => seat.no);
  const participants = new Map((await context.store.participants.list(workshop.id)).map((each) => [each.id, each]));
  const { looks, snapshot } = await lookAtSeats(context, workshop, there);
  // A seat that Terraform or a restart has in hand is told by that operation, not by a look from the side.
  const busy = (await context.store.operations.running(workshop.id)).some(({ kind }) => touchesSeats(kind));
  if (!busy) await recordLooks(context, workshop, looks);

  const failing = looks.filter((look) => look.faults.some((fault) => fault.mend !== 'wait'));
  const explained = new Map<number, SeatFault[]>();
  await Promise.all(
    failing
      .slice(0, MOST_EXPLAINED)
      .map(async (look) => explained.set(look.plan.no, await explain(context, workshop, look))),
  );
  const byNumber = new Map(looks.map((look) => [look.plan.no, look]));
  return {
    workshop,
    at: context.clock.now(),
    calls: snapshot.calls,
    seats: seats.map((seat) => {
      const faults = explained.get(seat.no) ??
        byNumber.get(seat.no)?.faults ?? [seat.state === 'stopped' ? OFF : NOT_DEPLOYED];
      const sitter = seat.owner === undefined ? undefined : participants.get(seat.owner);
      return { no: seat.no, ok: faults.length === 0, userId: sitter?.userId, name: sitter?.name, faults };
    }),
  };
}

const NOT_DEPLOYED = { app: undefined, reason: 'not deployed', mend: 'deploy' } as const;
const OFF = { app: undefined, reason: 'off', mend: 'start' } as const;

async function explain(context: Context, workshop: Workshop, look: SeatLook): Promise<SeatFault[]> {
  return Promise.all(
    look.faults.map(async (fault) => {
      if (fault.app === undefined || fault.mend === 'wait') return fault;
      try {
        const why = await context.cloud.explain(workshop, look.plan.no, fault.app);
        return why === '' ? fault : { ...fault, reason: `${fault.reason}: ${why}` };
      } catch (error) {
        if (error instanceof ProblemError) return fault;
        throw error;
      }
    }),
  );
}
