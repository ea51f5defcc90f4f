import { z } from 'zod';
import type { HealthReport, SeatHealth } from '../../workshop/usher/watching';
import type { Workshop } from '../../workshop/workshop';
import { startRestart } from '../commands/start-restart';
import { healthMessage, restartable } from '../views/health';
import { mention, seatNumbers } from '../views/words';
import { readValue, type Click, type Clicked } from './clicked';
import { clickedWorkshop } from './clicked-workshop';
import { watchOperations } from './watch-operations';

const OneSeat = z.object({
  workshop: z.string(),
  seat: z.number().int().min(1).max(1000),
  apps: z.array(z.string()).max(20),
});
const AllSeats = z.object({ workshop: z.string() });

/** Restarts what fails at one seat. */
export const mendSeat: Click = async (clicked) => {
  const wanted = await readValue(clicked, OneSeat);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (workshop) await mend(clicked, workshop, (seat) => seat.no === wanted.seat);
};

/** Restarts what fails at every seat where a restart helps. */
export const mendAll: Click = async (clicked) => {
  const wanted = await readValue(clicked, AllSeats);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (workshop) await mend(clicked, workshop, () => true);
};

/** Looks again first: what has mended itself meanwhile is left alone, and an app that is well keeps its cells. */
async function mend(clicked: Clicked, workshop: Workshop, meant: (seat: SeatHealth) => boolean): Promise<void> {
  const { usher } = clicked.deps;
  const report = await usher.health(workshop);
  const groups = byApps(report, meant);
  if (groups.length === 0) {
    await clicked.replace(healthMessage(report, { note: `Nothing to restart any more, ${mention(clicked.by)}.` }));
    return;
  }
  const watch = watchOperations(clicked.deps);
  try {
    const started = [];
    for (const { apps, seats } of groups) started.push(await startRestart(clicked, workshop, seats, apps));
    const mending = groups.flatMap((group) => group.seats);
    const note = `${mention(clicked.by)} is restarting ${mending.length === 1 ? `seat ${mending[0]}` : `what fails at seats ${seatNumbers(mending)}`}.`;
    await clicked.replace(healthMessage(report, { note, mending }));
    await watch.ended(started.flatMap(({ operation }) => (operation ? [operation.id] : [])));
    const after = await usher.health(workshop);
    await clicked.replace(healthMessage(after, { note: outcome(after, mending, clicked.by) }));
  } finally {
    watch.stop();
  }
}

/** Seats to restart, grouped by the apps that fail there: one restart takes one set of apps. */
function byApps(report: HealthReport, meant: (seat: SeatHealth) => boolean): { apps: string[]; seats: number[] }[] {
  const groups = new Map<string, { apps: string[]; seats: number[] }>();
  for (const seat of report.seats.filter(meant)) {
    const apps = restartable(seat).sort();
    if (apps.length === 0) continue;
    const group = groups.get(apps.join(' ')) ?? { apps, seats: [] };
    groups.set(apps.join(' '), { apps, seats: [...group.seats, seat.no] });
  }
  return [...groups.values()];
}

function outcome(after: HealthReport, mended: readonly number[], by: string): string {
  const still = after.seats.filter((seat) => !seat.ok && mended.includes(seat.no)).map((seat) => seat.no);
  const fine = mended.filter((no) => !still.includes(no));
  const well =
    fine.length === 0
      ? ''
      : `${fine.length === 1 ? 'Seat' : 'Seats'} ${seatNumbers(fine)} ${fine.length === 1 ? 'answers' : 'answer'} again.`;
  const ill = still.length === 0 ? '' : `${still.length === 1 ? 'Seat' : 'Seats'} ${seatNumbers(still)} not yet.`;
  return `Restarted by ${mention(by)}. ${[well, ill].filter(Boolean).join(' ')}`;
}
