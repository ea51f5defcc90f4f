import type { AppSpec } from '../../workshop/apps';
import type { Credentials } from '../../workshop/ports/credentials';
import { batchStack, roomOfBatch, type SeatPlan } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { isVenue } from '../../workshop/venue/venue';
import { batchOfStack } from './batch-number';
import { databaseRole, databaseUrl, DATABASE_PASSWORD, SEAT_WORDS, wordsKey } from './secrets';
import { assignments } from './shell';

/** Secrets Manager takes no more in one secret. */
const MOST_BYTES = 65_536;

/**
 * Secret values a stack needs, by Terraform variable name without `TF_VAR_`. Never write them anywhere but into the environment
 * of the Terraform process. Throws RangeError where a batch has more words than one secret holds.
 */
export function variablesFor(workshop: Workshop, stack: string, credentials: Credentials): Record<string, string> {
  if (isVenue(workshop) && !workshop.venue.seat) return {};
  const batch = isVenue(workshop) ? 1 : batchOfStack(stack);
  if (batch === undefined) return { [DATABASE_PASSWORD]: credentials.databasePassword(workshop) };
  const words = roomOfBatch(workshop.spec, batch).flatMap((seat) =>
    seat.apps.map(({ app }) => [
      wordsKey(seat.label, app.name),
      assignments(wordsOf(workshop, seat, app, credentials)),
    ]),
  );
  const text = JSON.stringify(Object.fromEntries(words));
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new RangeError(`${batchStack(batch)} has more words than one secret holds: make the batches smaller`);
  }
  return { [SEAT_WORDS]: text };
}

/** Everything secret in the environment of one app of one seat. */
function wordsOf(workshop: Workshop, seat: SeatPlan, app: AppSpec, credentials: Credentials): Record<string, string> {
  const words: Record<string, string> = { USHER_PASSWORD: credentials.seatPassword(workshop, seat.no) };
  for (const [name, purpose] of Object.entries(app.secrets ?? {})) {
    words[name] = credentials.seatKey(workshop, seat.no, `${app.name}-${purpose}`);
  }
  if (app.database) {
    const password = credentials.seatKey(workshop, seat.no, `${app.name}-database`);
    words['DATABASE_ROLE'] = databaseRole(app.name, seat.label);
    words['DATABASE_PASSWORD'] = password;
    words['DATABASE_URL'] = databaseUrl(workshop, seat, app.name, password);
  }
  return words;
}
