import { z } from 'zod';

/** Slack's ids and times: `U0123`, `1700000000.000100`. Nothing that a database or an address could stumble over. */
const Id = z.string().regex(/^[\w.-]{1,100}$/);
const User = z.string().regex(/^[UW][A-Z0-9]{1,40}$/);
/** A workspace or an organisation. Bolt looks up its clients by it, in an object that also has a `constructor`. */
const Team = z
  .string()
  .regex(/^[TE][A-Z0-9]{1,40}$/)
  .nullish();
const Teams = {
  team_id: Team,
  enterprise_id: Team,
  team: z.looseObject({ id: Team, enterprise_id: Team }).nullish(),
  enterprise: z.looseObject({ id: Team }).nullish(),
};
const Text = z.string().nullish();
const Person = z.looseObject({ id: User, team_id: Team });
const Place = z.looseObject({ id: Id }).optional();
const Address = z.url({ protocol: /^https?$/ }).optional();

const Command = z.looseObject({
  ...Teams,
  command: z.string(),
  text: z.string(),
  user_id: User,
  channel_id: Id,
  trigger_id: z.string(),
  response_url: Address,
});

const Click = z.looseObject({
  ...Teams,
  type: z.literal('block_actions'),
  user: Person,
  channel: Place,
  container: z.looseObject({ thread_ts: Id.optional() }).optional(),
  trigger_id: z.string().optional(),
  response_url: Address,
  actions: z.tuple(
    [z.looseObject({ action_id: z.string(), block_id: z.string().optional(), value: Text })],
    z.unknown(),
  ),
});

const Input = z.looseObject({
  value: Text,
  selected_conversation: Text,
  selected_option: z.looseObject({ value: Text }).nullish(),
});

const Form = z.looseObject({
  ...Teams,
  type: z.enum(['view_submission', 'view_closed']),
  user: Person,
  view: z.looseObject({
    callback_id: z.string(),
    app_installed_team_id: Team,
    private_metadata: z.string(),
    state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), Input)) }),
  }),
});

const Happening = z.looseObject({
  ...Teams,
  authorizations: z.array(z.looseObject({ team_id: Team, enterprise_id: Team })).nullish(),
  type: z.literal('event_callback'),
  event_id: Id,
  event: z.looseObject({
    type: z.string(),
    subtype: z.string().optional(),
    user: User.optional(),
    channel: Id.optional(),
    channel_type: z.string().optional(),
    text: Text,
    thread_ts: Id.optional(),
    files: z.array(z.unknown()).optional(),
  }),
});

/** What makes Bolt take a payload for what: the first key that is there counts. */
const KINDS = [
  { key: 'event', shape: Happening },
  { key: 'command', shape: Command },
  { key: 'actions', shape: Click },
  { key: 'view', shape: Form },
] as const;

/**
 * Where a payload is not what Usher reads of its kind: `actions.0.action_id`, or `kind` where it is none that Usher listens
 * to; undefined where all is well. What is in values, texts and metadata is for whoever uses it to judge.
 */
export function malformedAt(body: Readonly<Record<string, unknown>>): string | undefined {
  const kind = KINDS.find(({ key }) => body[key] !== undefined);
  const isOther = (kind?.key === 'actions' || kind?.key === 'view') && body['name'] !== undefined;
  if (!kind || isOther) return 'kind';
  const [issue] = kind.shape.safeParse(body).error?.issues ?? [];
  return issue && issue.path.join('.');
}
