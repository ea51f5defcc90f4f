import fc from 'fast-check';
import { RESPONSE_URL, type Venue } from './venue';

/** Stands for an event id that was not there before. */
export const NEW_EVENT = 'Ev-new';
/** Stands for the time of a message that was not there before, by which a message is known. */
export const NEW_TIME = '1700000000.000200';

export type Json = Record<string, unknown>;

/** A payload as Slack would send it, or nearly, and who is behind it. */
export interface Drafted {
  readonly by: string;
  readonly body: Json;
  readonly mayBeSilent: boolean;
}

const PEOPLE = ['ada', 'grace', 'alan', 'hedy', 'charles'];
const BUTTONS = [
  ...['show-help', 'choose-workshop', 'choose-workshop:nov', 'deploy-ask', 'deploy-go', 'not-now', 'restart-go'],
  ...[
    'offer-unopened',
    'free-left',
    'mend-seat',
    'mend-seat:1',
    'mend-all',
    'seat-get',
    'seat-stuck',
    'seat-choose:0',
    'seat-restart:jupyter',
  ],
  ...['assign-move', 'release-go', 'roster-csv', 'roster-upload', 'roster-cards', 'roster-which:0', 'roster-go'],
  ...['seat-restart:airflow', 'seat-restart:', 'seat-restart:__proto__', 'seat-open:jupyter'],
  ...['seat-page', 'seat-page-still', 'seat-solved', 'help-take', 'help-restart', 'help-swap', 'help-done'],
  ...['swap-go', 'swap-go:1'],
  ...['an-older-button', ''],
];
/** Values that break what was not written with care. */
const NASTY: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, '', ' ', '\0', '\ud800', '__proto__', 'constructor', '../..', '<!channel>', '{}', '[]'],
  ...['null', '"', '{"workshop":', [], {}, [[]], { id: null }, [null], 'x'.repeat(20_000), '\n'.repeat(3_000)],
];
const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Lists of people, and what is none. */
const FILES = [
  { name: 'people.csv', size: 9, url: 'http://169.254.169.254/', url_private_download: 'http://169.254.169.254/' },
  { name: 'people.csv', size: 9 },
  { name: 'people.csv', size: 1e9 },
  { name: 'people.xlsx', size: 9 },
  { name: '../../etc/passwd' },
];

/** What buttons and windows carry: right, for somebody else, of another time, or nonsense. */
function carried({ nov, oct, id, bench }: Venue): fc.Arbitrary<unknown> {
  const workshop = fc.oneof(fc.constantFrom<unknown>(nov.id, oct.id, 'nov', 'no-such-workshop'), nasty);
  const number = fc.oneof(fc.constantFrom<unknown>(0, 1, 2, 4, 1000, 1e9, 1.5, '1'), nasty);
  const apps = fc.oneof(fc.constantFrom<unknown>([], ['jupyter'], ['airflow', 'jupyter'], ['../../etc'], ['']), nasty);
  const seats = fc.oneof(
    fc.record({
      kind: fc.constantFrom('range', 'all', 'failing', 'person', 'name', 'x'),
      name: fc.constantFrom('Ann Smith', ''),
      from: number,
      to: number,
      userId: fc.constantFrom(id('alan'), 'U0'),
    }),
    nasty,
  );
  const text = fc.oneof(
    fc.constantFrom('plan', 'deploy', 'destroy', 'status 1', 'new x 1', 'restart all', '<!channel>'),
    nasty,
  );
  const participant = fc.oneof(fc.constantFrom<unknown>('nobody', nov.id), nasty);
  const file = fc.oneof(fc.constantFrom(...FILES), nasty);
  const channel = fc.oneof(
    fc.constantFrom<unknown>(bench.slack.channelId('crew'), bench.slack.channelId('general'), 'C0'),
    nasty,
  );
  return fc.oneof(
    fc.constantFrom(nov.id, oct.id),
    nasty,
    fc.record(
      {
        ...{
          workshop,
          request: workshop,
          seat: number,
          seats,
          apps,
          text,
          name: fc.constantFrom('nov', 'oct', 'x'),
          channel,
        },
        ...{ no: number, from: number, participant, file },
      },
      { requiredKeys: [] },
    ),
  );
}

const asText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

function click(venue: Venue): fc.Arbitrary<Drafted> {
  const { slack } = venue.bench;
  return fc
    .record({
      by: fc.constantFrom(...PEOPLE),
      action: fc.constantFrom(...BUTTONS),
      value: carried(venue),
      place: fc.constantFrom('dm', 'crew', 'nov', 'general', 'home'),
      thread: fc.boolean(),
    })
    .map(({ by, action, value, place, thread }) => {
      const channel = place === 'dm' ? venue.dm(by) : slack.channelId(place === 'home' ? 'nov' : place);
      const where = {
        channel: { id: channel },
        container: { type: 'message', channel_id: channel, ...(thread ? { thread_ts: '1700000000.000100' } : {}) },
        response_url: RESPONSE_URL,
      };
      const body = {
        type: 'block_actions',
        user: { id: venue.id(by), team_id: 'T1' },
        trigger_id: '1.2.3',
        ...(place === 'home' ? { container: { type: 'view' } } : where),
        actions: [{ type: 'button', action_id: action, block_id: 'b', value: asText(value), action_ts: '1.1' }],
      };
      return { by, body, mayBeSilent: action.startsWith('seat-open:') };
    });
}

function form(venue: Venue): fc.Arbitrary<Drafted> {
  const field = fc.record(
    {
      type: fc.constant('plain_text_input'),
      value: fc.oneof(
        fc.constantFrom('nov', 'oct', 'dec', '12', '0', 'hosts', '17:30', 'lab.example.org', null),
        nasty,
      ),
      selected_conversation: fc.constantFrom('C0', null),
      selected_option: fc.constantFrom({ value: 'instance' }, { value: '1e99' }, null),
      files: fc.constantFrom(
        ...[[], [{ name: 'a.yml', url_private_download: 'http://169.254.169.254/' }], [null], 'x'],
        ...FILES.map((file) => [file]),
      ),
    },
    { requiredKeys: ['type'] },
  );
  return fc
    .record({
      by: fc.constantFrom(...PEOPLE),
      window: fc.constantFrom(
        'new-workshop',
        'roster-import',
        'destroy-workshop',
        'destroy-workshop',
        'an-older-window',
      ),
      metadata: carried(venue),
      values: fc.dictionary(
        fc.constantFrom(
          'name',
          'seats',
          'spares',
          'room',
          'until',
          'region',
          'join',
          'expose',
          'domain',
          'storage',
          'file',
          'x',
        ),
        fc.record({ value: field }, { requiredKeys: [] }),
      ),
    })
    .map(({ by, window, metadata, values }) => ({
      by,
      mayBeSilent: false,
      body: {
        type: 'view_submission',
        user: { id: venue.id(by), team_id: 'T1' },
        trigger_id: '1.2.3',
        view: {
          id: 'V1',
          type: 'modal',
          callback_id: window,
          private_metadata: asText(metadata),
          state: { values },
          blocks: [],
        },
      },
    }));
}

function happening(venue: Venue): fc.Arbitrary<Drafted> {
  const words = fc.oneof(
    fc.constantFrom(
      'hi',
      'help',
      'thanks',
      'stuck',
      'restart',
      'restart jupyter',
      'restart airflow seat 1',
      'password of seat 2',
      '?',
    ),
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constant('x '.repeat(20_000)),
  );
  return fc
    .record({
      by: fc.constantFrom(...PEOPLE),
      type: fc.constantFrom(
        'message',
        'message',
        'app_mention',
        'app_home_opened',
        'member_joined_channel',
        'member_left_channel',
        'no_such_event',
      ),
      subtype: fc.constantFrom(undefined, undefined, undefined, 'file_share', 'message_changed', 'channel_join', 'x'),
      text: words,
      files: fc.constantFrom<unknown>(undefined, undefined, [], [null], 'x', ...FILES.map((file) => [file])),
      bot: fc.nat(9),
      thread: fc.boolean(),
    })
    .map(({ by, type, subtype, text, files, bot, thread }) => {
      const inDm = type === 'message';
      const event = {
        type,
        ...(subtype === undefined ? {} : { subtype }),
        user: venue.id(by),
        channel: inDm ? venue.dm(by) : venue.bench.slack.channelId('nov'),
        ...(inDm ? { channel_type: 'im' } : {}),
        text,
        ...(files === undefined ? {} : { files }),
        ts: NEW_TIME,
        ...(thread ? { thread_ts: '1700000000.000100' } : {}),
        ...(bot === 0 ? { bot_id: 'B0' } : {}),
        ...(type === 'app_home_opened' ? { tab: 'home' } : {}),
      };
      const heard = inDm
        ? subtype === undefined || subtype === 'file_share'
        : ['app_mention', 'app_home_opened'].includes(type);
      const body = { type: 'event_callback', event_id: NEW_EVENT, event_time: 1, event };
      return { by, body, mayBeSilent: !heard || bot === 0 };
    });
}

/** A place in a payload and what is put there; `undefined` takes it away. */
interface Edit {
  readonly at: number;
  readonly put: unknown;
}

/** Payloads of every kind: as they should be, or with up to three things in them changed, missing or beside them. */
export function payloads(venue: Venue): fc.Arbitrary<Drafted> {
  const put = fc.oneof({ weight: 2, arbitrary: nasty }, { weight: 1, arbitrary: fc.constant(undefined) });
  const edits = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.record({ at: fc.nat(200), put }), { minLength: 1, maxLength: 3 }) },
  );
  const drafted = fc.oneof(
    { weight: 5, arbitrary: click(venue) },
    { weight: 2, arbitrary: form(venue) },
    { weight: 2, arbitrary: happening(venue) },
  );
  const extra = fc.dictionary(
    fc.constantFrom('extra', 'name', 'event', 'command', 'actions', 'view', 'enterprise'),
    nasty,
    { maxKeys: 1 },
  );
  return fc
    .record({
      drafted,
      edits,
      extra: fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: extra }),
    })
    .map(({ drafted: one, edits: changes, extra: more }) => {
      const body = copy(one.body) as Json;
      for (const edit of changes) change(body, edit);
      const same = changes.length === 0 && Object.keys(more).length === 0;
      // What an edit leaves may be somebody else's business: nobody then need be answered.
      return { by: one.by, body: { ...body, ...more }, mayBeSilent: one.mayBeSilent || !same };
    });
}

/** By hand: what `structuredClone` makes belongs to the world outside jest's, and fast-check cannot print it. */
const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, copy(entry)]));
};

function change(body: Json, { at, put }: Edit): void {
  const places: [Json, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Json, key]);
      walk((node as Json)[key]);
    }
  };
  walk(body);
  const [node, key] = places[at % Math.max(1, places.length)] ?? [];
  if (node === undefined || key === undefined) return;
  if (put === undefined) delete node[key];
  else node[key] = put;
}
