import { randomInt } from 'node:crypto';
import type { Context } from '../context';
import { holderOfDomain } from '../dns';
import type { CreateRequest } from '../usher/workshops';
import { DEFAULT_OPTIONS, type Workshop, type WorkshopSpec } from '../workshop';

/** Seats a batch: small enough that one failure costs little, large enough that 80 seats are 8 states and not 80. */
const BATCH_SIZE = 10;

/** Makes a workshop with its seats; nothing is created on AWS yet. The request is checked by whoever took it. */
export async function createWorkshop(
  context: Context,
  request: CreateRequest,
): Promise<{ created: Workshop } | { refused: 'taken' | 'domain-taken'; by: Workshop }> {
  const { store, defaults } = context;
  const spec: WorkshopSpec = {
    ...DEFAULT_OPTIONS,
    batchSize: BATCH_SIZE,
    region: defaults.region,
    instanceType: defaults.instanceType,
    apps: defaults.apps,
    ...request.spec,
    name: request.name,
    seats: request.seats,
  };
  // Where two of them pass here at once, the second deploy meets the first one's record and says so.
  const holder = holderOfDomain(spec, await store.workshops.list());
  if (holder && holder.spec.name !== spec.name) return { refused: 'domain-taken', by: holder };
  const made = await store.workshops.create({
    spec,
    suffix: newSuffix(),
    crewChannel: request.crewChannel,
    room: request.room,
    join: request.join,
    createdBy: request.by,
    endsAt: request.endsAt,
    priceLimit: request.priceLimit,
  });
  if (made === 'taken') {
    const by = await store.workshops.byName(request.name);
    // It may have been destroyed between the two statements: then the name is free by now.
    return by ? { refused: 'taken', by } : createWorkshop(context, request);
  }
  await context.emit({
    workshopId: made.id,
    actor: request.by,
    type: 'workshop-created',
    name: made.spec.name,
    seats: made.spec.seats,
  });
  return { created: made };
}

/** Six letters and digits without those that look alike. */
const newSuffix = (): string =>
  Array.from({ length: 6 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(randomInt(31))).join('');
