import type { Workshop } from '../../workshop/workshop';
import { inviteMe } from '../views/refusals';
import { confirmStart, oddTime, restRefused } from '../views/rest';
import type { Asked, Command } from './command';
import { offerDeploy, parseDeploy, type DeployRequest } from './deploy';
import { mayPostIn } from './may-post';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { resolveUntil } from './parse/zone';
import { whichWorkshop } from './which-workshop';

export const start: Command<DeployRequest> = {
  summary: 'turn on what `stop` turned off, now or at a time',
  usage: '[name] [--at 08:00]',
  examples: ['', 'nov', '--at 08:00'],
  details:
    'Starts the instances again and follows every seat in one message until all are ready; asks first, since they cost from then on. Addresses, passwords and saved work are as they were. With `--at` it happens by itself then, also if I was started again meanwhile; `cancel` takes that back. Before a deploy it offers that.',
  parse: parseStart,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    if (workshop.deployedAt === undefined) return offerDeploy(asked, workshop);
    await offerStart(asked, workshop, request.time);
  },
};

/** As a deploy's words, but for a time to be done by. */
function parseStart(words: readonly string[]): DeployRequest | UsageError {
  const request = parseDeploy(words);
  return !isUsageError(request) && request.time?.kind === 'by'
    ? usage('When shall it begin? `--at 08:00`; it takes about five minutes.', '--at 08:00')
    : request;
}

async function offerStart(asked: Asked, workshop: Workshop, time: DeployRequest['time']): Promise<void> {
  const { usher, directory, clock } = asked.deps;
  const planned = await usher.resting.planStart(workshop);
  if ('refused' in planned) return asked.answer(restRefused(workshop, planned));
  if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
    return asked.answer(inviteMe(workshop.crewChannel));
  }
  const { price } = planned.plan;
  if (time === undefined) return asked.answer(confirmStart(workshop, price));
  const zone = await directory.timeZone(asked.by);
  const at = resolveUntil(time.when, clock.now(), zone);
  await asked.answer(typeof at === 'string' ? oddTime(at) : confirmStart(workshop, price, { at, zone }));
}
