import { deployTime } from '../../workshop/deploy-time';
import { changesAws } from '../../workshop/operation';
import type { Workshop } from '../../workshop/workshop';
import { inviteMe, usageAnswer } from '../views/refusals';
import { askingAws, confirmDeploy, tooLateFor } from '../views/plan';
import { allReady, alreadyRunning, filesSent } from '../views/operation-answers';
import { isOff } from '../views/rest';
import type { Asked, Command } from './command';
import { mayPostIn } from './may-post';
import { quote } from './parse/quote';
import { parseUntil, TIME_OF_DAY, type Until } from './parse/until';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { sortWords } from './parse/words';
import { onlyWorkshop } from './parse/workshop-word';
import { resolveUntil } from './parse/zone';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

const EXAMPLE = '--by 08:30';

export const deploy: Command<DeployRequest> = {
  summary: 'create everything; asks first, and shows the price',
  usage: '[name] [--at 07:00 | --by 08:30]',
  examples: ['', 'nov', '--at 07:00', EXAMPLE],
  details:
    'Shows the plan and asks; what cannot succeed, for want of a quota for instance, is not started. Then one message in the crew channel follows every batch and seat until all are ready. Run it again after a failure or an interruption: it goes on where it stopped and replaces nothing that is sound. With `--at` it begins by itself then, with `--by` early enough to be done by then, also if I was started again meanwhile; `cancel` takes that back.',
  parse: parseDeploy,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    if (request.time === undefined) await offerDeploy(asked, workshop);
    else await offerLater(asked, workshop, request.time);
  },
};

export interface DeployRequest {
  readonly workshop?: string;
  readonly time?: DeployTime;
}

interface DeployTime {
  /** Whether it begins then, or is done by then. */
  readonly kind: 'at' | 'by';
  readonly when: Until;
}

/** `[name] [--at 07:00 | --by 08:30]`. */
export function parseDeploy(words: readonly string[]): DeployRequest | UsageError {
  const sorted = sortWords(words, { at: { more: TIME_OF_DAY }, by: { more: TIME_OF_DAY } });
  if (isUsageError(sorted)) return sorted;
  const named = onlyWorkshop(sorted.plain);
  if (isUsageError(named)) return named;
  const { at, by } = sorted.flags;
  if (at !== undefined && by !== undefined) return usage('Either `--at` or `--by`: which one is meant?', EXAMPLE);
  const typed = at ?? by;
  if (typed === undefined) return named;
  const when = parseUntil(typed);
  if (isUsageError(when)) {
    return usage(`I cannot read ${quote(typed)} as a time. Try \`07:00\` or \`tomorrow 07:00\`.`, EXAMPLE);
  }
  return { ...named, time: { kind: at === undefined ? 'by' : 'at', when } };
}

/** Asks for the last word on a deploy that begins later. */
async function offerLater(asked: Asked, workshop: Workshop, { kind, when }: DeployTime): Promise<void> {
  const { usher, directory, clock } = asked.deps;
  if (workshop.state === 'stopped') return asked.answer(isOff(workshop));
  const { seats, operation } = await usher.status(workshop);
  if (operation && changesAws(operation.kind)) {
    return asked.answer(alreadyRunning(workshop, operation, await usher.progress(operation.id)));
  }
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  if (workshop.state === 'deployed' && ready === seats.length) return asked.answer(allReady(workshop));
  if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
    return asked.answer(inviteMe(workshop.crewChannel));
  }
  const zone = await directory.timeZone(asked.by);
  const named = resolveUntil(when, clock.now(), zone);
  if (typeof named === 'string') {
    const why = named === 'past' ? 'past' : 'months away';
    return asked.answer(usageAnswer(usage(`That time is ${why}. Nothing was changed.`, EXAMPLE), 'deploy'));
  }
  const at = kind === 'at' ? named : new Date(named.getTime() - deployTime(workshop.spec));
  if (at <= clock.now()) return asked.answer(tooLateFor(workshop, named, deployTime(workshop.spec)));
  const plan = await whileAsking(asked, askingAws(workshop), usher.plan(workshop));
  await asked.answer(confirmDeploy(workshop, plan, ready, await usher.quotas.pending(), { at, zone }));
}

/** Asks for the last word on a deploy; answers instead where one is running or nothing is left to do. */
export async function offerDeploy(
  asked: Pick<Asked, 'deps' | 'progress' | 'by' | 'botUserId' | 'answer'>,
  workshop: Workshop,
): Promise<void> {
  const { deps, progress } = asked;
  if (workshop.state === 'stopped') return asked.answer(isOff(workshop));
  const { seats, operation } = await deps.usher.status(workshop);
  if (operation && changesAws(operation.kind)) {
    const view = await deps.usher.progress(operation.id);
    await asked.answer(alreadyRunning(workshop, operation, view));
    // The first attempt may have found the bot outside its crew channel.
    if (operation.message === undefined) await progress.start(operation.id, workshop.crewChannel);
    return;
  }
  const ready = seats.filter((seat) => seat.state === 'ready').length;
  const done = workshop.state === 'deployed' && ready === seats.length;
  if (done && workshop.spec.files === undefined) await asked.answer(allReady(workshop));
  else if (!(await mayPostIn(deps, workshop.crewChannel, asked.botUserId))) {
    await asked.answer(inviteMe(workshop.crewChannel));
  } else if (done) {
    // Costs nothing and changes nothing that runs: no question.
    const begun = await deps.usher.deploy(workshop, asked.by);
    await asked.answer(filesSent(workshop));
    if ('started' in begun) await progress.start(begun.started.id, workshop.crewChannel);
  } else {
    const plan = await whileAsking(asked, askingAws(workshop), deps.usher.plan(workshop));
    await asked.answer(confirmDeploy(workshop, plan, ready, await deps.usher.quotas.pending()));
  }
}
