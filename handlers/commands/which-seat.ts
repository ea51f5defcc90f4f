import type { WorkshopSummary } from '../../workshop/usher/workshops';
import { plain, usageAnswer } from '../views/refusals';
import { chooseApps } from './choose-apps';
import { chooseSeats } from './choose-seats';
import type { Asked } from './command';
import type { OneSeatRequest } from './parse/one-seat';
import { isUsageError } from './parse/usage';
import { whatIsMeant } from './what-is-meant';

export interface WhichSeat {
  readonly summary: WorkshopSummary;
  readonly no: number;
  /** Names; all of the workshop's where none was typed. */
  readonly apps: readonly string[];
}

/** The seat and apps that are meant, in a workshop that was deployed; where there are none, answers and returns undefined. */
export async function whichSeat(asked: Asked, request: OneSeatRequest): Promise<WhichSeat | undefined> {
  const meant = await whatIsMeant(asked, request);
  if (!meant) return undefined;
  const { usher } = asked.deps;
  const { workshop } = meant;
  const { name } = workshop.spec;
  const summary = await usher.status(workshop);
  const typed = chooseApps(workshop, meant.names);
  const seats = await chooseSeats(usher, summary, request.seats);
  const wrong = [typed, seats].find(isUsageError);
  const no = isUsageError(seats) ? undefined : seats[0];
  if (wrong) await asked.answer(usageAnswer(wrong, undefined));
  else if (workshop.deployedAt === undefined) {
    await asked.answer(
      plain(
        `*${name}* is not deployed, so there is nothing at its seats yet. \`/workshop deploy ${name}\` comes first.`,
      ),
    );
  } else if (no !== undefined && !isUsageError(typed)) {
    return { summary, no, apps: typed.length > 0 ? typed : workshop.spec.apps.map((app) => app.name) };
  }
  return undefined;
}
