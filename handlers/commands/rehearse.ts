import { MOST_SEATS } from '../../workshop/seat-plan';
import { alreadyRunning } from '../views/operation-answers';
import { askingAws } from '../views/plan';
import { inviteMe } from '../views/refusals';
import { confirmRehearsal, nothingToRehearse } from '../views/rehearsal';
import type { Command } from './command';
import { mayPostIn } from './may-post';
import { parseLength } from './parse/length';
import { quote } from './parse/quote';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';
import { whileAsking } from './while-asking';

const EXAMPLE = '10';
/** Long enough for the load balancers' own checks to come round, short enough to wait for. */
const STAY_MS = 5 * 60_000;
const STAY = { least: '10s', most: '1h', example: '--for 5m' } as const;

export interface RehearseRequest {
  readonly workshop?: string;
  /** Undefined: every seat that nobody has. */
  readonly seats?: number;
  readonly stayMs: number;
}

export const rehearse: Command<RehearseRequest> = {
  summary: 'try the real thing with synthetic participants; says GO or NO GO',
  usage: '[seats] [--for 5m] [name]',
  examples: ['', EXAMPLE, '10 --for 2m', '--for 15m nov'],
  details:
    'Asks first, with the price; then deploys what does not stand yet, and lets synthetic participants claim seats as people do, log in to every app at its own address with its own password, start a notebook, and stay. A wrong password is tried as well, and must be refused. At the end one message says GO or NO GO, with what would stop the day. Nobody is told but the crew channel; who comes meanwhile gets a seat as ever, and all seats are free again afterwards. `cancel` stops it.',
  parse: parseRehearse,
  async run(asked, { workshop: name, seats, stayMs }) {
    const { usher } = asked.deps;
    const workshop = await whichWorkshop(asked, name);
    if (!workshop) return;
    const { operation } = await usher.status(workshop);
    if (operation && (operation.kind === 'rehearse' || operation.kind === 'destroy')) {
      return asked.answer(alreadyRunning(workshop, operation, await usher.progress(operation.id)));
    }
    if (!(await mayPostIn(asked.deps, workshop.crewChannel, asked.botUserId))) {
      return asked.answer(inviteMe(workshop.crewChannel));
    }
    const wish = { seats, stayMs };
    const plan = await whileAsking(asked, askingAws(workshop), usher.rehearsals.plan(workshop, wish));
    await asked.answer(plan.tried === 0 ? nothingToRehearse(workshop) : confirmRehearsal(workshop, wish, plan));
  },
};

function parseRehearse(words: readonly string[]): RehearseRequest | UsageError {
  const sorted = sortWords(words, { for: {} });
  if (isUsageError(sorted)) return sorted;
  const others = sorted.plain.filter((word) => !['all', 'seats', 'seat', 'with'].includes(word.toLowerCase()));
  const numbers = others.filter((word) => /^\d+$/.test(word));
  const names = others.filter((word) => !numbers.includes(word));
  const extra = atMost({ plain: numbers, flags: {} }, 1, EXAMPLE) ?? atMost({ plain: names, flags: {} }, 1, 'nov');
  if (extra) return extra;
  const seats = numbers[0] === undefined ? undefined : Number(numbers[0]);
  if (seats !== undefined && (seats < 1 || seats > MOST_SEATS)) {
    return usage(`How many seats is ${quote(numbers[0] ?? '')}? I need a number from 1 to ${MOST_SEATS}.`, EXAMPLE);
  }
  const length = sorted.flags['for'];
  const stayMs = length === undefined ? STAY_MS : parseLength(length, STAY);
  if (isUsageError(stayMs)) return stayMs;
  const workshop = names[0] === undefined ? undefined : readWorkshop(names[0]);
  if (isUsageError(workshop)) return workshop;
  return { stayMs, ...(seats === undefined ? {} : { seats }), ...(workshop && { workshop }) };
}
