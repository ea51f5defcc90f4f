import type { Credentials } from '../../workshop/ports';
import { batchStack, seatsOfBatch, type SeatPlan } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { batchOfStack } from './batch-number';
import { databaseUrl, DATABASE_PASSWORD, SEAT_WORDS, wordKey } from './secrets';

/** Secrets Manager takes no more in one secret. */
const MOST_BYTES = 65_536;

/**
 * Secret values a stack needs, by Terraform variable name without `TF_VAR_`. Never write them anywhere but into the environment
 * of the Terraform process. Throws RangeError where a batch has more words than one secret holds.
 */
export function variablesFor(workshop: Workshop, stack: string, credentials: Credentials): Record<string, string> {
  const batch = batchOfStack(stack);
  if (batch === undefined) return { [DATABASE_PASSWORD]: credentials.databasePassword(workshop) };
  const words: Record<string, string> = {};
  for (const seat of seatsOfBatch(workshop.spec, batch)) Object.assign(words, wordsOf(workshop, seat, credentials));
  const text = JSON.stringify(words);
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw new RangeError(`${batchStack(batch)} has more words than one secret holds: make the batches smaller`);
  }
  return { [SEAT_WORDS]: text };
}

function wordsOf(workshop: Workshop, seat: SeatPlan, credentials: Credentials): Record<string, string> {
  const { label, no } = seat;
  const words: Record<string, string> = { [wordKey.password(label)]: credentials.seatPassword(workshop, no) };
  for (const { app } of seat.apps) {
    for (const purpose of Object.values(app.secrets ?? {})) {
      words[wordKey.key(label, app.name, purpose)] = credentials.seatKey(workshop, no, `${app.name}-${purpose}`);
    }
    if (app.database) {
      const password = credentials.seatKey(workshop, no, `${app.name}-database`);
      words[wordKey.databasePassword(label, app.name)] = password;
      words[wordKey.databaseUrl(label, app.name)] = databaseUrl(workshop, seat, app.name, password);
    }
  }
  return words;
}
