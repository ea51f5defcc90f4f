import type { Context } from '../context';
import { planImport, type ImportPlan, type PlannedLine, type RosterLine } from '../roster';
import type { Imported } from '../usher/seating';
import type { Workshop } from '../workshop';
import { giveSeat } from './assign-seat';

/** What a list would change in this workshop as it is now. */
export async function planRoster(
  { store }: Pick<Context, 'store'>,
  workshop: Workshop,
  lines: readonly RosterLine[],
): Promise<ImportPlan> {
  const [seats, participants] = await Promise.all([
    store.seats.list(workshop.id),
    store.participants.list(workshop.id),
  ]);
  return planImport(workshop.spec, seats, participants, lines);
}

/** Does what is good of a list, as things are now. Lines that meet somebody who was quicker are told of, not thrown. */
export async function importRoster(
  context: Context,
  workshop: Workshop,
  by: string,
  lines: readonly RosterLine[],
): Promise<Imported> {
  const plan = await planRoster(context, workshop, lines);
  const late: number[] = [];
  let changed = 0;
  let people = 0;
  let seats = 0;
  for (const planned of plan.good.filter(({ changes }) => changes)) {
    changed += 1;
    const participant = await context.store.participants.addListed(workshop.id, personOf(planned));
    if (planned.participant === undefined) people += 1;
    // Who had a paper card and is in Slack by now gets one there.
    const arrived =
      planned.participant?.userId === undefined && planned.participant && participant.userId !== undefined;
    if (arrived) await context.store.participants.update(participant.id, { owedCard: true });
    if (planned.seat === undefined) continue;
    const given = await giveSeat(context, workshop, by, planned.seat, participant);
    if (typeof given === 'string') late.push(planned.line.line);
    else seats += 1;
  }
  if (changed > 0) {
    await context.emit({ workshopId: workshop.id, actor: by, type: 'roster-imported', people, seats });
  }
  return {
    people,
    seats,
    unchanged: plan.good.filter(({ changes }) => !changes).length,
    late,
    problems: plan.problems,
  };
}

const personOf = ({ line: { name, email, userId }, participant }: PlannedLine) => ({
  ...(participant && { id: participant.id }),
  ...(name === undefined ? {} : { name }),
  ...(email === undefined ? {} : { email }),
  ...(userId === undefined ? {} : { userId }),
});
