import { confirmRestart, restartAnswer } from '../views/restart';
import { usageAnswer } from '../views/refusals';
import { chooseSeats } from './choose-seats';
import type { Command } from './command';
import { chooseApps } from './choose-apps';
import { pickSeats, withoutFillers } from './parse/pick-seats';
import type { SeatSelector } from './parse/seats';
import { isUsageError, usage } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { startRestart } from './start-restart';
import { whatIsMeant } from './what-is-meant';

export interface RestartRequest {
  readonly seats: SeatSelector;
  /** An app, the workshop, or both, in any order: only the workshop itself tells which. */
  readonly names: readonly string[];
  readonly workshop?: string;
}

export const restart: Command<RestartRequest> = {
  summary: 'restart an app in place; files stay, unsaved cells and variables are lost',
  usage: '<seat> [app] [name]',
  examples: ['7 jupyter', '@grace', '3-9 airflow', 'failing'],
  details:
    'A seat is `7`, `@grace`, `"Ann Smith"`, `3-9`, `failing` or `all`; without an app, every app of the seat restarts. It asks first when more than one seat is meant or somebody sits there, and tells whoever does.',
  parse(words) {
    const sorted = sortWords(words);
    if (isUsageError(sorted)) return sorted;
    const picked = pickSeats(withoutFillers(sorted.plain));
    if (isUsageError(picked)) return picked;
    if (!picked.seats)
      return usage('Which seat? A number like `7`, a person like `@grace`, `3-9`, `failing` or `all`.', '7 jupyter');
    return (
      atMost({ plain: picked.rest, flags: {} }, 2, '7 jupyter') ?? {
        seats: picked.seats,
        names: picked.rest.map((name) => name.toLowerCase()),
      }
    );
  },
  async run(asked, request) {
    const meant = await whatIsMeant(asked, request);
    if (!meant) return;
    const summary = await asked.deps.usher.status(meant.workshop);
    const apps = chooseApps(meant.workshop, meant.names);
    const seats = isUsageError(apps) ? [] : await chooseSeats(asked.deps.usher, summary, request.seats);
    if (isUsageError(apps)) await asked.answer(usageAnswer(apps, undefined));
    else if (isUsageError(seats)) await asked.answer(usageAnswer(seats, undefined));
    else {
      const seated = summary.seats.filter((seat) => seats.includes(seat.no) && seat.owner !== undefined);
      if (seats.length > 1 || seated.length > 0) {
        await asked.answer(confirmRestart(summary, request.seats, seats, apps));
      } else await asked.answer(restartAnswer(await startRestart(asked, meant.workshop, seats, apps)));
    }
  },
};
