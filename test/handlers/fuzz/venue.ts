import { checkBlocks, checkView } from '../../../local/slack/blocks/check';
import { createCredentials } from '../../../workshop/credentials';
import type { Usher } from '../../../workshop/usher/usher';
import type { Workshop } from '../../../workshop/workshop';
import type { Cast } from '../../../local/slack';
import { startBench, type Bench } from '../../support/bolt';
import { openTestStore } from '../../support/store';
import { quickClock, SECRET } from '../../support/world';

/** Where the response URLs of the fuzzed payloads lead: answered here, and written down. */
export const RESPONSE_URL = 'http://response.invalid/once';

const CAST: Cast = {
  workspace: 'Venue',
  people: ['ada', 'grace', 'alan', 'linus', 'hedy', 'charles'].map((name) => ({
    name,
    realName: name,
    email: `${name}@venue.example`,
    isAdmin: name === 'ada',
  })),
  channels: [
    { name: 'crew', topic: '', members: ['ada', 'bot'] },
    { name: 'nov', topic: '', members: ['ada', 'grace', 'alan', 'hedy', 'bot'] },
    { name: 'oct', topic: '', members: ['ada', 'linus', 'bot'] },
    { name: 'general', topic: '', members: ['ada', 'grace', 'alan', 'hedy', 'linus', 'charles'] },
  ],
};

/** One thing the bot said: a call of the Web API, or a message to a response URL. */
export interface Said {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Everything in it, as it went out. */
  readonly body: string;
}

/** What somebody asked of the use-cases that changes something: `restart`, or with its subject `errands.collect`. */
export interface Done {
  readonly what: string;
  readonly args: readonly unknown[];
}

/** Two open workshops, with grace and alan in *nov*, linus in *oct*, hedy still without a seat and charles in no room. */
export interface Venue {
  readonly bench: Bench;
  readonly nov: Workshop;
  readonly oct: Workshop;
  readonly said: Said[];
  readonly done: Done[];
  /** Everything that went wrong in what was said: blocks Slack refuses, links that unfurl, passwords in the wrong place. */
  readonly wrong: string[];
  /** Rejections that nobody handled. */
  readonly unhandled: unknown[];
  id(name: string): string;
  dm(name: string): string;
  /** Hands a payload to the app as Slack would; resolves with how often it was acknowledged, and the answer in it. */
  send(body: Readonly<Record<string, unknown>>): Promise<{ acks: number; answer: unknown }>;
  /** Ends the workshops that were made on the way, so that the next input meets the same two. */
  tidy(): Promise<void>;
  stop(): Promise<void>;
}

export async function openVenue(): Promise<Venue> {
  let triggers = 3;
  const said: Said[] = [];
  const done: Done[] = [];
  const wrong: string[] = [];
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  /** Password -> where it may be shown: the DM of whoever sits there, by its id or theirs. */
  const theirs = new Map<string, readonly string[]>();
  let organiser = '';
  const fetchFor = globalThis.fetch;
  globalThis.fetch = listening(fetchFor, (one) => {
    said.push(one);
    wrong.push(...problemsOf(one, theirs, organiser));
  });
  const store = await openTestStore();
  const bench = await startBench(store, { cast: CAST, wrap: (usher) => noting(usher, done), clock: quickClock });
  const { world, slack } = bench;
  const id = (name: string): string => slack.person(name).id;
  organiser = id('ada');
  const dms = new Map<string, string>();
  for (const { name } of CAST.people) dms.set(name, await dmOf(bench, name));
  const dm = (name: string): string => dms.get(name) ?? '';

  const more = { crewChannel: slack.channelId('crew'), by: id('ada') };
  const nov = await world.deployed(4, { ...more, name: 'nov', room: slack.channelId('nov') });
  const oct = await world.deployed(3, { ...more, name: 'oct', room: slack.channelId('oct') });
  await world.usher.open(nov, id('ada'), slack.channelId('nov'));
  await world.usher.open(oct, id('ada'), slack.channelId('oct'));
  // hedy will take the fourth seat of *nov* with her first word.
  for (const name of ['grace', 'alan', 'linus']) await world.usher.claim(id(name));
  for (const { id: workshop } of [nov, oct]) await world.usher.claim(id('ada'), workshop);
  const credentials = createCredentials(SECRET);
  const seats: [Workshop, number, string][] = [
    [nov, 1, 'grace'],
    [nov, 2, 'alan'],
    [nov, 3, 'ada'],
    [nov, 4, 'hedy'],
    [oct, 1, 'linus'],
    [oct, 2, 'ada'],
    [oct, 3, 'nobody'],
  ];
  for (const [workshop, no, name] of seats) {
    theirs.set(credentials.seatPassword(workshop, no), name === 'nobody' ? [] : [dm(name), id(name)]);
  }
  said.length = done.length = wrong.length = world.events.length = 0;

  return {
    bench,
    nov,
    oct,
    said,
    done,
    wrong,
    unhandled,
    id,
    dm,
    async send(body) {
      triggers += 1;
      let acks = 0;
      let answer: unknown;
      await bench.bot.app.processEvent({
        body: {
          team_id: 'T1',
          api_app_id: 'A1',
          ...body,
          // Slack's are good for one thing each; what comes with one that was there is passed over.
          ...(body['trigger_id'] === '1.2.3' ? { trigger_id: `1.2.${triggers}` } : {}),
        },
        ack: (response) => {
          acks += 1;
          answer = response;
          return Promise.resolve();
        },
      });
      return { acks, answer };
    },
    async tidy() {
      if (!done.some(({ what }) => what === 'create')) return;
      for (const { id: other } of await store.workshops.list()) {
        if (other !== nov.id && other !== oct.id) await store.workshops.update(other, { state: 'destroyed' });
      }
    },
    async stop() {
      await bench.stop();
      globalThis.fetch = fetchFor;
      process.off('unhandledRejection', onUnhandled);
    },
  };
}

/** The id of the DM between this person and the bot. */
async function dmOf({ slack }: Bench, name: string): Promise<string> {
  const actor = slack.person(name);
  const bot = actor.state().bot.id;
  await actor.act({ type: 'open-dm', user: bot });
  return actor.state().conversations.find((each) => each.kind === 'dm' && each.name === bot)?.id ?? '';
}

/** Writes down what goes out; windows and answers to response URLs are taken here, as their tickets are invented. */
function listening(inside: typeof fetch, hear: (said: Said) => void): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const method = url === RESPONSE_URL ? 'respond' : (url.split('/api/')[1] ?? '').split('?')[0];
    const body = typeof init?.body === 'string' ? init.body : String(init?.body ?? '');
    if (method) hear({ method, ...argumentsOf(body) });
    if (method === 'respond') return new Response('ok');
    if (method === 'views.open') return Response.json({ ok: true, view: {} });
    return inside(input, init);
  };
}

function argumentsOf(body: string): Pick<Said, 'args' | 'body'> {
  if (body.startsWith('{')) return { args: JSON.parse(body) as Record<string, unknown>, body };
  const form = [...new URLSearchParams(body)].filter(([key]) => key !== 'token');
  const args = Object.fromEntries(form.map(([key, value]) => [key, /^[[{]/.test(value) ? parse(value) : value]));
  return { args, body: JSON.stringify(args) };
}

const parse = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** What Slack would refuse or unfurl, and passwords that go anywhere but into the DM of whoever sits there. */
function problemsOf(
  { method, args, body }: Said,
  theirs: ReadonlyMap<string, readonly string[]>,
  organiser: string,
): string[] {
  const problems: string[] = [];
  const surface = method === 'respond' || method.startsWith('chat.');
  if (surface && Array.isArray(args['blocks'])) {
    problems.push(...checkBlocks(args['blocks'], 'message').map((one) => `${method} ${one.pointer} ${one.message}`));
  }
  if (method.startsWith('views.')) {
    problems.push(...checkView(args['view'] as never).map((one) => `${method} ${one.pointer} ${one.message}`));
  }
  const quiet =
    [false, 'false'].includes(args['unfurl_links'] as never) &&
    [false, 'false'].includes(args['unfurl_media'] as never);
  if ((method === 'respond' || method === 'chat.postMessage') && !quiet) problems.push(`${method} may unfurl: ${body}`);
  // What a button carries is shown to nobody.
  const shown = JSON.stringify(args, (key, value: unknown) => (key === 'value' ? undefined : value));
  if (/<!(channel|here|everyone)/.test(shown)) problems.push(`${method} calls everybody: ${body}`);
  for (const [password, places] of theirs) {
    if (!body.includes(password)) continue;
    const own = (method === 'chat.postMessage' || method === 'chat.update') && places.includes(String(args['channel']));
    // Who helps looks in, on the record.
    const visit = args['channel'] === organiser && String(args['text']).startsWith('Visit to seat ');
    if (!own && !visit)
      problems.push(`${method} to ${String(args['channel'])} shows the password of ${places.join(' or ')}`);
  }
  return problems;
}

/** Restarts an organiser may have; each is followed by a message, and Slack allows few edits a minute. */
const MOST_RESTARTS = 20;

/** Workshops that may be made; answers look through all that ever were, and thousands would make them slow. */
const MOST_MADE = 50;

const CHANGING = [
  ...(['create', 'deploy', 'destroy', 'open', 'planOpening', 'close', 'restart', 'restartOwn'] as const),
  ...(['addCrew', 'removeCrew', 'offerUnopened', 'freeLeft'] as const),
  ...(['assign', 'release', 'importRoster'] as const),
] as const;

/** What is for the crew alone, by subject. */
const OF_THE_CREW = {
  admission: ['change'],
  announcements: ['draft', 'confirm'],
  errands: ['collect', 'draftPush', 'confirmPush', 'cardArchives'],
  helping: ['take', 'finish'],
  limits: ['set'],
  quotas: ['ask'],
  rehearsals: ['start'],
  resizing: ['begin'],
  resting: ['stop', 'start', 'startAt'],
  swaps: ['start'],
  venues: ['putUp', 'end'],
} satisfies { [Subject in keyof Usher]?: (keyof Usher[Subject])[] };

function noting(usher: Usher, done: Done[]): Usher {
  const noted: Record<string, unknown> = { ...usher };
  for (const [subject, names] of Object.entries(OF_THE_CREW)) {
    const of = usher[subject as keyof typeof OF_THE_CREW] as unknown as Record<string, (...args: unknown[]) => unknown>;
    const watched = names.map((name) => [
      name,
      (...args: unknown[]) => {
        done.push({ what: `${subject}.${name}`, args });
        return of[name]?.(...args);
      },
    ]);
    noted[subject] = { ...of, ...Object.fromEntries(watched) };
  }
  let restarts = 0;
  let made = 0;
  for (const what of CHANGING) {
    const inside = usher[what] as (...args: unknown[]) => unknown;
    noted[what] = (...args: unknown[]) => {
      done.push({ what, args });
      if (what === 'restart' && (restarts += 1) > MOST_RESTARTS) return Promise.resolve({ refused: 'not-deployed' });
      // The next input meets the same open workshops, and the same crew.
      if (what === 'close') return Promise.resolve({ refused: 'not-open' });
      if (what === 'addCrew') return Promise.resolve({ refused: 'already' });
      // Who sits where is what the passwords are looked for by.
      if (what === 'assign') return Promise.resolve({ refused: 'spare' });
      // Refused as where the name is taken, by the newest that lives.
      if (what === 'create' && (made += 1) > MOST_MADE) {
        return usher.list().then(([newest]) => ({ refused: 'taken', by: newest?.workshop }));
      }
      return inside(...args);
    };
  }
  return noted as unknown as Usher;
}
