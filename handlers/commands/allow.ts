import { EVERYBODY, isInside, isIpv6, mostRanges } from '../../workshop/allow-list';
import type { AdmissionView } from '../../workshop/usher/admission';
import type { Workshop } from '../../workshop/workshop';
import {
  allowChanged,
  allowList,
  allowWhom,
  confirmAllow,
  nothingToAdd,
  ownUnknown,
  tooManyRanges,
} from '../views/allow';
import { alreadyRunning } from '../views/operation-answers';
import { readRange } from '../workshop-file/ranges';
import type { Asked, Command } from './command';
import { quote } from './parse/quote';
import { isUsageError, usage, type UsageError } from './parse/usage';
import { atMost, sortWords } from './parse/words';
import { readWorkshop } from './parse/workshop-word';
import { whichWorkshop } from './which-workshop';

const EXAMPLE = '203.0.113.7';

export interface AllowRequest {
  readonly workshop?: string;
  /** `only`: these and nobody else. */
  readonly does: 'show' | 'add' | 'remove' | 'only';
  readonly ranges: readonly string[];
  /** `me`: nobody can know. `usher`: its own address. */
  readonly who?: 'me' | 'usher';
}

export const allow: Command<AllowRequest> = {
  summary: 'from where seats may be reached: shows it, adds, removes',
  usage: '[only|remove] <address or range> … [name]',
  examples: ['', EXAMPLE, 'only 203.0.113.0/24 198.51.100.7', 'remove 203.0.113.7', 'usher', 'everybody'],
  details:
    'Without words it shows the list. An address is found by opening https://checkip.amazonaws.com in the network that is meant. My own address must be in it, or every seat looks broken to me: `allow usher` adds it. Load balancers have IPv4 addresses only, so ranges of IPv6 let nobody in. A deployed workshop is changed at once, without touching a seat.',
  parse: parseAllow,
  async run(asked, request) {
    const workshop = await whichWorkshop(asked, request.workshop);
    if (!workshop) return;
    const { admission } = asked.deps.usher;
    const view = await admission.view(workshop);
    if (request.who === 'me') return asked.answer(allowWhom(view));
    if (request.does === 'show') return asked.answer(allowList(workshop, view));
    const ranges = request.who === 'usher' ? (view.own === undefined ? [] : [`${view.own}/32`]) : request.ranges;
    if (ranges.length === 0) return asked.answer(ownUnknown);
    await decide(asked, workshop, view, request.does, ranges);
  },
};

/** What lets people in is done at once; what shuts somebody out is asked about. */
async function decide(
  asked: Asked,
  workshop: Workshop,
  view: AdmissionView,
  does: 'add' | 'remove' | 'only',
  ranges: readonly string[],
): Promise<void> {
  const before = view.ranges;
  if (does === 'add' && before.includes(EVERYBODY) && !ranges.includes(EVERYBODY)) {
    return asked.answer(nothingToAdd(workshop, ranges));
  }
  const next = nextList(before, does, ranges);
  if (next.length > mostRanges(workshop.spec)) return asked.answer(tooManyRanges(workshop, next.length));
  const shutsOut = !next.includes(EVERYBODY) && before.some((range) => !next.includes(range));
  if (shutsOut) return asked.answer(confirmAllow(workshop, view, next));
  await changeAllow(asked, workshop, next);
}

function nextList(before: readonly string[], does: 'add' | 'remove' | 'only', ranges: readonly string[]): string[] {
  if (does === 'only') return [...ranges];
  if (does === 'remove') return before.filter((range) => !ranges.includes(range));
  return ranges.includes(EVERYBODY) ? [EVERYBODY] : [...new Set([...before, ...ranges])];
}

/** Changes the list and says what becomes of it. */
export async function changeAllow(
  { deps, progress, by, answer }: Pick<Asked, 'deps' | 'progress' | 'by' | 'answer'>,
  workshop: Workshop,
  next: readonly string[],
): Promise<void> {
  const { usher } = deps;
  const done = await usher.admission.change(workshop, by, next);
  if ('running' in done) {
    return answer(alreadyRunning(workshop, done.running, await usher.progress(done.running.id)));
  }
  const view = await usher.admission.view(done.changed);
  await answer(allowChanged(done.changed, view, done.started !== undefined));
  if (done.started) await progress.start(done.started.id, workshop.crewChannel);
}

const DOES: Readonly<Record<string, AllowRequest['does']>> = {
  ...{ add: 'add', also: 'add', only: 'only', just: 'only', set: 'only' },
  ...{ remove: 'remove', without: 'remove', delete: 'remove', deny: 'remove', show: 'show', list: 'show' },
};
const EVERYBODY_WORDS = ['everybody', 'everyone', 'all', 'anyone', 'anybody'];

function parseAllow(words: readonly string[]): AllowRequest | UsageError {
  const sorted = sortWords(words);
  if (isUsageError(sorted)) return sorted;
  const found: string[] = [];
  const names: string[] = [];
  let does: AllowRequest['does'] | undefined;
  let who: AllowRequest['who'];
  for (const typed of sorted.plain.flatMap((word) => word.split(',')).filter((word) => word !== '')) {
    const word = typed.toLowerCase().replace(/^`|`$/g, '');
    if (Object.hasOwn(DOES, word)) does = DOES[word];
    else if (EVERYBODY_WORDS.includes(word)) found.push(EVERYBODY);
    else if (word === 'me' || word === 'usher') who = word;
    else if (/[.:/]/.test(word)) {
      const range = readAddress(word);
      if (isUsageError(range)) return range;
      found.push(range);
    } else names.push(word);
  }
  const extra = atMost({ plain: names, flags: {} }, 1, EXAMPLE);
  if (extra) return extra;
  const workshop = names[0] === undefined ? undefined : readWorkshop(names[0]);
  if (isUsageError(workshop)) return workshop;
  const named = found.length > 0 || who !== undefined;
  if (!named && does !== undefined && does !== 'show') return usage('Which address?', `${does} ${EXAMPLE}`);
  return {
    does: named ? (does === undefined || does === 'show' ? 'add' : does) : 'show',
    ranges: [...new Set(found)],
    ...(who && { who }),
    ...(workshop && { workshop }),
  };
}

/** An IPv4 range as AWS takes it. */
function readAddress(word: string): string | UsageError {
  const read = readRange(word);
  if (!read) {
    return usage(
      `I cannot read ${quote(word)} as an address. It looks like \`203.0.113.7\` or \`203.0.113.0/24\`.`,
      EXAMPLE,
    );
  }
  const range = 'range' in read ? read.range : read.better;
  if (isIpv6(range)) {
    return usage(
      `${quote(word)} is an address of IPv6, and load balancers have IPv4 addresses only: it would let nobody in. https://checkip.amazonaws.com says the address of IPv4.`,
      EXAMPLE,
    );
  }
  if (isInside(range)) {
    return usage(
      `${quote(word)} is an address inside a network; the internet sees another one. Open https://checkip.amazonaws.com there to find it.`,
      EXAMPLE,
    );
  }
  return range;
}
