import type { PageMessage } from '../../local/slack/protocol';
import { after, wordsOf } from './organiser';
import { isEnd, type Round } from './rounds';

export interface Asked {
  readonly kind: 'deploy' | 'destroy' | 'restart';
  readonly cancelled?: boolean;
}

const DOING = { deploy: /^\*Deploy(ing|ed)/, destroy: /^\*Destroy(ing|ed)/, restart: /^\*Restart(ing|ed)/ } as const;

/** Throws, with everything at once, where something was made, said or left twice, or not at all. */
export async function checkRound(
  round: Round,
  asked: readonly Asked[],
  since: string,
  how: 'up' | 'gone',
): Promise<void> {
  const problems = [
    ...messages(round, asked, since),
    ...cards(round, since),
    ...(await inAws(round, how)),
    ...processes(round),
  ];
  if (problems.length > 0) throw new Error(`${round.name}:\n${problems.map((each) => `- ${each}`).join('\n')}`);
}

function messages(round: Round, asked: readonly Asked[], since: string): string[] {
  const { stand, name } = round;
  const crew = stand.slack.channelId('crew');
  const lasting = after(stand.slack.person('ada'), since).filter(
    ({ channel, ephemeral, threadTs }) => channel === crew && !ephemeral && threadTs === undefined,
  );
  const problems: string[] = [];
  for (const kind of ['deploy', 'restart', 'destroy'] as const) {
    const wanted = asked.filter((each) => each.kind === kind).length;
    const shown = once(
      round,
      lasting.filter((message) => DOING[kind].test(head(message))),
      (message) => head(message).replace(/^\*\w+( failed:| cancelled:)?/, ''),
    );
    if (shown.length !== wanted)
      problems.push(`${shown.length} messages of ${wanted} x ${kind}: ${shown.map(head).join(' | ')}`);
    const open = shown.filter((message) => /cancel-operation/.test(wordsOf(message)));
    if (open.length > 0) problems.push(`a message that never came to its end: ${open.map(head).join(' | ')}`);
  }
  const ends = once(
    round,
    lasting.filter(({ text }) => isEnd(text)),
    ({ text }) => text,
  );
  if (ends.length !== asked.length)
    problems.push(`${ends.length} ends of ${asked.length}: ${ends.map(({ text }) => text).join(' | ')}`);
  const bad = ends.filter(({ text }) => !/✅/.test(text)).length;
  const mayBeBad = asked.filter(({ cancelled }) => cancelled).length;
  if (bad > mayBeBad) problems.push(`not all went well: ${ends.map(({ text }) => text).join(' | ')}`);
  const broken = stand.lines.filter((line) => /unhandled|broke:|a listener failed|no longer kept/.test(line));
  if (broken.length > 0) problems.push(...broken.map((line) => `the log of ${name}: ${line}`));
  return problems;
}

/**
 * Without what had to be said again: Slack had taken it, and the bot was killed before it could note that. Slack gives apps nothing by
 * which to tell. `what` is the same of messages that say the same.
 */
function once(
  { stand }: Round,
  messages: readonly PageMessage[],
  what: (message: PageMessage) => string,
): PageMessage[] {
  return messages.filter((message) => {
    const { ts, text } = message;
    const at = Number(ts) * 1000;
    const isCutShort = stand.kills.some(
      (kill) => kill.signal === 'SIGKILL' && kill.at >= at && kill.at < at + NOTING_MS,
    );
    const isSaidAgain = messages.some((other) => other.ts > ts && what(other) === what(message));
    if (isCutShort && isSaidAgain) stand.note(`    said again: ${text}`);
    return !(isCutShort && isSaidAgain);
  });
}

/** A bot has noted what it said by then. */
const NOTING_MS = 1_000;

const head = ({ blocks }: PageMessage): string => {
  const [first] = blocks;
  return first?.type === 'section' ? (first.text?.text.split('\n')[0] ?? '') : '';
};

/** One card each, whatever it reads by now. */
function cards(round: Round, since: string): string[] {
  const { stand, name } = round;
  return ['grace', 'alan'].flatMap((who) => {
    const mine = stand.slack
      .person(who)
      .state()
      .messages.filter(({ ephemeral }) => !ephemeral);
    const card = new RegExp(`Seat \\d+ · ${name}|newer message below|\\*${name}\\* is over`);
    const found = once(
      round,
      mine.filter(({ ts }) => ts > since).filter((message) => card.test(wordsOf(message))),
      () => 'card',
    );
    return found.length === 1 ? [] : [`${found.length} cards of @${who}: ${found.map(({ text }) => text).join(' | ')}`];
  });
}

interface LocalState {
  readonly instances: readonly { id: string; state: string; tags: Record<string, string> }[];
  readonly services: readonly { name: string; status: string }[];
  readonly tasks: readonly { group: string; status: string }[];
  readonly loadBalancers: readonly { name: string }[];
  readonly targetGroups: readonly { name: string }[];
}

async function inAws({ stand, name, seats }: Round, how: 'up' | 'gone'): Promise<string[]> {
  const state = (await (await fetch(new URL('/_local/state', stand.aws.endpoint))).json()) as LocalState;
  const instances = state.instances
    .filter(({ state: now, tags }) => tags['usher:workshop'] === name && /pending|running/.test(now))
    .map(({ tags }) => Number(tags['usher:seat']))
    .sort((a, b) => a - b);
  const running = state.tasks
    .filter(({ group, status }) => group.startsWith(`service:${name}-`) && status === 'RUNNING')
    .map(({ group }) => group.slice('service:'.length))
    .sort();
  const services = state.services.filter((each) => each.name.startsWith(`${name}-`) && each.status === 'ACTIVE');
  const rest = [...state.loadBalancers, ...state.targetGroups].filter((each) => each.name.startsWith(`${name}-`));
  const all = Array.from({ length: seats }, (_, index) => index + 1);
  const wanted = how === 'up' ? all : [];
  const problems: string[] = [];
  if (JSON.stringify(instances) !== JSON.stringify(wanted)) problems.push(`instances of the seats ${instances.join()}`);
  const tasks = wanted.map((no) => `${name}-jupyter-${String(no).padStart(3, '0')}`).sort();
  if (JSON.stringify(running) !== JSON.stringify(tasks)) problems.push(`tasks ${running.join()}`);
  if (how === 'gone' && services.length + rest.length > 0)
    problems.push(`left in AWS: ${[...services, ...rest].map((each) => each.name).join()}`);
  return problems;
}

/** Of the bots that were killed no process is left. */
function processes({ stand }: Round): string[] {
  const bots = stand.living().filter((line) => /bot\/main\.ts/.test(line));
  return bots.length > 1 ? [`processes that live on: ${bots.join(' | ')}`] : [];
}
