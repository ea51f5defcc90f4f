import { setTimeout as sleep } from 'node:timers/promises';
import { checkRound, type Asked } from './checks';
import { inWords, whenCome, type Plan } from './kills';
import { after, connected, newest, openDestroy, press, type, wordsOf, write } from './organiser';
import { within, type Stand } from './stand';

/** From the last start of a bot until what was asked for is done. */
const DONE_MS = 180_000;
const TERRAFORM_DONE_MS = 900_000;
/** Without a message by then, whoever asked asks again. */
const SHOWN_MS = 30_000;
const SEEN_BEFORE_KILLED_MS = 20_000;

export interface Round {
  readonly stand: Stand;
  readonly plan: Plan;
  readonly name: string;
  readonly seats: number;
  readonly terraform: boolean;
  /** Kills that may still be done. */
  left(): number;
}

/** What the end of an operation looks like, by what was asked for. */
const END = /^<@\w+> (✅|⚠️|❌|⏹️)/u;
export const isEnd = (text: string): boolean => END.test(text);

/** One workshop, from its making to its end, with a bot that is killed in the middle of everything. */
export async function playRound(round: Round): Promise<void> {
  const { stand, plan, name } = round;
  const asked: Asked[] = [];
  const people = ['grace', 'alan'].map((each) => stand.slack.person(each));
  const since = newest(stand.slack.person('ada'));
  stand.note(`=== ${name}`);
  await type(stand, `/workshop new --file ${name}.yml --room #workshop`, new RegExp(`${name}\\* is made`));
  for (const each of people) await write(stand, each, `hi`, new RegExp(`Seat \\d+ of ${name} is yours`));

  const deploy = async (): Promise<() => Promise<void>> => {
    const question = await type(stand, `/workshop deploy ${name}`, /Deploy for|Deploy all|Go on/);
    return () => press(stand.slack.person('ada'), question, /^(Deploy|Go on)/);
  };
  if (plan.sometimes(0.3)) {
    await operate(round, 'deploy', deploy, { cancelAfterMs: plan.random() * 6_000 });
    asked.push({ kind: 'deploy', cancelled: true });
  }
  const cut = asked.length > 0 && !(await needsDeploy(round));
  if (!cut) {
    await operate(round, 'deploy', deploy);
    asked.push({ kind: 'deploy' });
  }
  await letIn(round);
  if (plan.sometimes(0.6)) {
    const which = plan.sometimes(0.5) ? '1 jupyter' : 'all';
    await operate(round, 'restart', async () => {
      const question = await type(stand, `/workshop restart ${which} ${name}`, /Keep as it is/);
      return () => press(stand.slack.person('ada'), question, /^Restart/);
    });
    asked.push({ kind: 'restart' });
  }
  await sleep(1_500);
  await checkRound(round, asked, since, 'up');
  await operate(round, 'destroy', () => openDestroy(stand, name));
  asked.push({ kind: 'destroy' });
  await sleep(4_000);
  await checkRound(round, asked, since, 'gone');
}

/** A cancel may come too late. */
async function needsDeploy({ stand, name }: Round): Promise<boolean> {
  const answer = await type(stand, `/workshop deploy ${name}`, /Deploy for|Deploy all|Go on|Nothing to do/);
  return !/Nothing to do/.test(wordsOf(answer));
}

/** Opens the doors; everybody who waits gets a card. */
async function letIn(round: Round): Promise<void> {
  const { stand, name } = round;
  const people = ['grace', 'alan'].map((each) => stand.slack.person(each));
  const hasCard = new RegExp(`Seat \\d+ · ${name}`);
  const over = (): boolean => people.every((each) => each.state().messages.some((one) => hasCard.test(wordsOf(one))));
  const opening = type(stand, `/workshop open ${name}`, new RegExp(`${name}\\* is (open|already open)`));
  await Promise.all([opening, underKills(round, over)]);
  await connected(stand);
  await within(60_000, `cards of ${name} for everybody who waits`, over);
}

interface Manner {
  /** Somebody presses Cancel this long after the message came. */
  readonly cancelAfterMs?: number;
}

/** Starts an operation, kills bots until it is over, and sees that its end is told. */
async function operate(
  round: Round,
  kind: Asked['kind'],
  ask: () => Promise<() => Promise<void>>,
  { cancelAfterMs }: Manner = {},
): Promise<void> {
  const { stand, name, terraform } = round;
  const ada = stand.slack.person('ada');
  const crew = stand.slack.channelId('crew');
  const head = new RegExp(`${kind}(ing|ed)?( failed:| cancelled:)? .*${name}`, 'i');
  for (let tries = 1; ; tries += 1) {
    const begin = await ask();
    const since = newest(ada);
    const lasting = () =>
      after(ada, since).filter(({ channel, ephemeral, threadTs }) => channel === crew && !ephemeral && !threadTs);
    const shown = () => lasting().find((message) => head.test(wordsOf(message)) && !isEnd(message.text));
    const over = (): boolean => lasting().some(({ text }) => isEnd(text));
    stand.note(`    ${kind} ${name}`);
    const begun = begin().catch((error: unknown) => stand.note(`    not answered: ${String(error)}`));
    const cancelled = cancelAfterMs === undefined ? undefined : cancel(round, shown, over, cancelAfterMs);
    await underKills(round, () => over());
    await begun;
    await connected(stand);
    try {
      await within(SHOWN_MS, `a message of the ${kind} of ${name}`, () => shown());
    } catch (error) {
      if (tries === 3) throw error;
      stand.note(`    asked again: ${String(error)}`);
      continue;
    }
    await cancelled;
    await within(terraform ? TERRAFORM_DONE_MS : DONE_MS, `the end of the ${kind} of ${name}`, over);
    return;
  }
}

async function cancel(
  { stand }: Round,
  shown: () => ReturnType<typeof after>[number] | undefined,
  over: () => boolean,
  afterMs: number,
): Promise<void> {
  const message = await within(DONE_MS, 'a message to cancel by', shown);
  await sleep(afterMs);
  for (let tries = 0; tries < 20 && !over(); tries += 1) {
    await connected(stand);
    const now = shown() ?? message;
    if (!/cancel-operation/.test(wordsOf(now))) return;
    await press(stand.slack.person('ada'), now, /^Cancel/).catch((error: unknown) =>
      stand.note(`    cancel not answered: ${String(error)}`),
    );
    stand.note('    cancel');
    await sleep(3_000);
  }
}

/** Kills bots by the plan, each followed by the next, until it is over or enough. */
async function underKills({ stand, plan, left }: Round, over: () => boolean): Promise<void> {
  const most = plan.kills();
  for (let kill = 0; kill < most && left() > 0; kill += 1) {
    const planned = plan.next();
    stand.note(`    next: ${inWords(planned)}`);
    const come = whenCome(stand, planned.moment);
    const giveUp = Date.now() + SEEN_BEFORE_KILLED_MS;
    await within(SEEN_BEFORE_KILLED_MS * 2, 'the moment of a kill', () => come() || over() || Date.now() > giveUp);
    if (over()) return;
    await stand.kill(planned.signal);
    stand.start();
  }
}
