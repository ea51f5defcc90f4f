import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { startStand, type Stand } from '../local/demo/stand';
import { gatherCrowd, type Crowd } from './load/crowd';
import { watchBot, type ProcessFigures, type Watch } from './load/watched-bot';
import { click, crew } from './people';
import { spread, tenth, type Spread } from './statistics';

const SEATS = 80;
const PEOPLE = 1000;
const WITHIN_MS = 1000;
/** Of the local AWS: the deploy must outlast the crowd. */
const SPEED = 8;
const DEPLOY_MS = 30 * 60_000;
/** What the organiser is told at the end of it. */
const UP = 'load* is up';
const MESSAGES = 10_000;
/** Messages on their way at once, so that the pace is the bot's own. */
const AT_ONCE = 10;
const WORDS = ['hi', 'password?', 'help', 'stuck', 'where is my seat'];

export interface LoadFigures {
  readonly seats: number;
  readonly people: number;
  readonly crowd: CrowdFigures;
  /** The first is before the first message, then after each thousand. */
  readonly memory: readonly MemoryFigures[];
}

export interface CrowdFigures {
  readonly answerMs: Spread;
  readonly promised: number;
  readonly toldFull: number;
  readonly seatsGivenTwice: number;
  readonly unansweredOrTwice: number;
  /** Whether the deploy had ended before the last was answered: then it was no load. */
  readonly deployed: boolean;
  readonly slackCallsAMessage: number;
  /** Calls that Slack's rates refused, by method. */
  readonly limited: Readonly<Record<string, number>>;
  readonly cpuMsAMessage: number;
  /** Of one core, which the bot had meanwhile; where it is well below 1, others kept the machine busy. */
  readonly shareOfCore: number;
  readonly peakMegabytes: number;
  readonly loopDelayMs: ProcessFigures['loopDelayMs'];
}

export interface MemoryFigures {
  readonly messages: number;
  readonly rssMegabytes: number;
  readonly heapMegabytes: number;
  readonly externalMegabytes: number;
}

/** 1,000 people write within a second while 80 seats are deployed; then 10,000 messages, as fast as they are answered. */
export async function measureLoad(say: (line: string) => void): Promise<LoadFigures> {
  const watch = watchBot();
  try {
    const stand = await startStand({
      speed: SPEED,
      port: 0,
      people: PEOPLE,
      bare: true,
      rateLimits: true,
      environment: watch.environment,
      say: () => undefined,
      botLine: (line) => !/ info /.test(line) && say(line),
    });
    try {
      return await measure(stand, watch, say);
    } finally {
      await stand.stop();
    }
  } finally {
    watch.end();
  }
}

async function measure(stand: Stand, watch: Watch, say: (line: string) => void): Promise<LoadFigures> {
  const ada = stand.slack.person('ada');
  const seen = (text: string, ms: number) => ada.waitFor((message) => message.text.includes(text), text, ms);
  const people = await gatherCrowd(stand);
  await crew(stand, `/workshop new load ${SEATS} --room #workshop`);
  await seen('is made', 30_000);
  await crew(stand, '/workshop deploy');
  await click(stand, /^Deploy for/);
  await seen('Deploying', 30_000);

  say(`${PEOPLE} people write within a second ...`);
  const crowd = await rush(stand, watch, people);
  say(JSON.stringify(crowd));
  await seen(UP, DEPLOY_MS);
  await crew(stand, '/workshop open');
  await seen('Get my seat', 30_000);

  const memory = [remembered(0, await watch.look())];
  for (let sent = 0; sent < MESSAGES; sent += 1000) {
    await chat(people, sent, 1000);
    memory.push(remembered(sent + 1000, await watch.look()));
    say(JSON.stringify(memory.at(-1)));
  }
  return { seats: SEATS, people: PEOPLE, crowd, memory };
}

async function rush(stand: Stand, watch: Watch, people: Crowd): Promise<CrowdFigures> {
  const calls = (): number => [...stand.slack.calls.values()].reduce((sum, count) => sum + count, 0);
  const before = calls();
  await watch.look();
  const start = performance.now();
  const latencies = await Promise.all(
    Array.from({ length: people.size }, async (_, index) => {
      await sleep(start + (index * WITHIN_MS) / people.size - performance.now());
      return people.write(index, 'hi');
    }),
  );
  const wallSeconds = (performance.now() - start) / 1000;
  const after = await watch.look();
  const said = stand.slack.person('ada').state().messages;
  const slackCalls = calls() - before;
  const answers = Array.from({ length: people.size }, (_, index) => people.answers(index));
  const seats = answers.flatMap(([first]) => /Seat (\d+) of load is yours/.exec(first ?? '')?.[1] ?? []);
  return {
    answerMs: spread(latencies),
    promised: seats.length,
    toldFull: answers.filter(([first]) => first?.includes('is taken')).length,
    seatsGivenTwice: seats.length - new Set(seats).size,
    unansweredOrTwice: answers.filter(({ length }) => length !== 1).length,
    deployed: said.some(({ text }) => text.includes(UP)),
    slackCallsAMessage: tenth(slackCalls / people.size),
    limited: Object.fromEntries(stand.slack.limited),
    cpuMsAMessage: tenth((after.cpuSeconds * 1000) / people.size),
    shareOfCore: Math.round((after.cpuSeconds / wallSeconds) * 100) / 100,
    peakMegabytes: Math.round(after.peakMegabytes),
    loopDelayMs: {
      p50: tenth(after.loopDelayMs.p50),
      p99: tenth(after.loopDelayMs.p99),
      max: tenth(after.loopDelayMs.max),
    },
  };
}

/** Everybody in turn, whoever has a seat and whoever has none, with all the words there are. */
async function chat(people: Crowd, from: number, count: number): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  for (let sent = from; sent < from + count; sent += 1) {
    void queue.add(() => people.write(sent % people.size, WORDS[sent % WORDS.length] ?? ''));
  }
  await queue.onIdle();
}

const remembered = (messages: number, figures: ProcessFigures): MemoryFigures => ({
  messages,
  rssMegabytes: tenth(figures.rssMegabytes),
  heapMegabytes: tenth(figures.heapMegabytes),
  externalMegabytes: tenth(figures.externalMegabytes),
});
