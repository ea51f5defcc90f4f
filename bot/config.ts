import { join } from 'node:path';
import { z } from 'zod';

/** How Slack reaches Usher: over a socket Usher opens, or over signed HTTP to a port. */
export type SlackTransport =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string; readonly port: number; readonly host: string };

/** Everything the environment decides, checked once at start and never changed. */
export interface Config {
  readonly slack: {
    readonly botToken: string;
    /** Ends in a slash: `https://slack.com/api/`. */
    readonly apiUrl: string;
    readonly transport: SlackTransport;
  };
  readonly aws: { readonly region: string; /** AWS_ENDPOINT_URL. */ readonly endpoint: string | undefined };
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Folder of workshop files and of what they give to seats; need not exist. */
  readonly workshopsDir: string;
  /** User ids, or one user group id (S...); empty: the workspace's admins. */
  readonly organisers: readonly string[];
  /** Undefined: made at the first start and kept in the data folder. */
  readonly secret: string | undefined;
  readonly stateBucket: string | undefined;
  /** Milliseconds between two looks at seats that start. */
  readonly pollMs: number;
  /** Milliseconds an instance may run without its ECS agent before it is made anew. */
  readonly registerMs: number;
  /** Milliseconds between two looks of the health sweep; undefined: it is off. */
  readonly sweepMs: number | undefined;
  /** Milliseconds Terraform gets to end politely when Usher is stopped; undefined: its own default. */
  readonly stopMs: number | undefined;
  /** Ports at which the local AWS answers instead of those of a load balancer; empty on AWS. */
  readonly localPorts: ReadonlyMap<number, number>;
}

/** Thrown with every problem of the environment at once, each with its mend. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(
      [`The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:`, ...problems]
        .join('\n  - ')
        .concat('\nEvery variable is described in .env.example.'),
    );
  }
}

const token = (name: string, prefix: string, where: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}`), `${name} does not look right: it starts with ${prefix}. Find it under ${where}.`);

const web = (name: string, example: string) =>
  z.url({ protocol: /^https?$/, error: `${name} is not an http(s) address, such as ${example}.` });

const ENVIRONMENT = z.object({
  SLACK_BOT_TOKEN: token('SLACK_BOT_TOKEN', 'xoxb-', 'OAuth & Permissions of your Slack app').optional(),
  SLACK_APP_TOKEN: token(
    'SLACK_APP_TOKEN',
    'xapp-',
    'Basic Information, App-Level Tokens (scope connections:write)',
  ).optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(16, 'SLACK_SIGNING_SECRET is too short: copy it from Basic Information.')
    .optional(),
  PORT: z
    .string()
    .regex(/^\d+$/, 'PORT is not a number: use 3000, for instance.')
    .refine((port) => !/^\d+$/.test(port) || Number(port) <= 65535, 'PORT is above 65535: use 3000, for instance.')
    .optional(),
  USHER_HTTP_HOST: z.string().optional(),
  SLACK_API_URL: web('SLACK_API_URL', 'https://slack.com/api/').optional(),
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'AWS_REGION is not a region: use eu-west-1, for instance.')
    .optional(),
  AWS_ENDPOINT_URL: web('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566').optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL is not a PostgreSQL address, such as postgres://usher:word@host/usher.')
    .optional(),
  USHER_DATA_DIR: z.string().optional(),
  USHER_WORKSHOPS: z.string().optional(),
  USHER_ORGANISERS: z.string().optional(),
  USHER_SECRET: z
    .string()
    .min(32, 'USHER_SECRET is too short: make one of 32 characters or more, e.g. with `openssl rand -hex 32`.')
    .optional(),
  USHER_STATE_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'USHER_STATE_BUCKET is not a bucket name (3-63 lower-case letters, digits, hyphens).',
    )
    .optional(),
  USHER_POLL_MS: z
    .string()
    .regex(/^[1-9]\d*$/, 'USHER_POLL_MS is not a number of milliseconds.')
    .optional(),
  USHER_REGISTER_MS: z
    .string()
    .regex(/^[1-9]\d*$/, 'USHER_REGISTER_MS is not a number of milliseconds.')
    .optional(),
  USHER_SWEEP_SECONDS: z
    .string()
    .regex(
      /^\d+(\.\d+)?$/,
      'USHER_SWEEP_SECONDS is not a number of seconds: 60 is usual, 0 turns the health sweep off.',
    )
    .optional(),
  USHER_STOP_MS: z
    .string()
    .regex(/^[1-9]\d*$/, 'USHER_STOP_MS is not a number of milliseconds.')
    .optional(),
  USHER_LOCAL_PORTS: z
    .string()
    .regex(/^\d+:\d+(,\d+:\d+)*$/, 'USHER_LOCAL_PORTS is not as `npm run local:aws` prints it, such as 443:20443.')
    .optional(),
});

type Environment = z.infer<typeof ENVIRONMENT>;

/** What belongs together across variables; each rule answers with its problem or nothing. */
type Rule = (env: Environment) => string | undefined;

const SLACK_RULES: readonly Rule[] = [
  (env) =>
    env.SLACK_BOT_TOKEN
      ? undefined
      : 'SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions of your Slack app (xoxb-...).',
  (env) =>
    env.SLACK_APP_TOKEN || env.SLACK_SIGNING_SECRET
      ? undefined
      : 'SLACK_APP_TOKEN is missing (Socket Mode): make one under Basic Information, App-Level Tokens; or set SLACK_SIGNING_SECRET and PORT for HTTP.',
  (env) =>
    env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN && !env.PORT
      ? 'PORT is missing: HTTP needs the port to listen on, such as 3000.'
      : undefined,
  (env) => {
    const odd = organisersOf(env).filter((id) => !/^[UWS][A-Z0-9]{2,}$/.test(id));
    return odd.length > 0
      ? `USHER_ORGANISERS holds ${odd.join(', ')}: give user ids (U...) or a user group id (S...), separated by commas.`
      : undefined;
  },
];

const RULES: readonly Rule[] = [
  (env) =>
    env.AWS_REGION ? undefined : 'AWS_REGION is missing: name the region the workshops run in, such as eu-west-1.',
  (env) =>
    env.DATABASE_URL && !env.USHER_SECRET
      ? 'USHER_SECRET is missing: with DATABASE_URL several machines may run Usher, and all need the same secret (`openssl rand -hex 32`).'
      : undefined,
];

const WORKER_RULES: readonly Rule[] = [
  (env) =>
    env.DATABASE_URL ? undefined : 'DATABASE_URL is missing: a worker takes its work from the database its bots use.',
  (env) =>
    env.USHER_STATE_BUCKET
      ? undefined
      : "USHER_STATE_BUCKET is missing: what one worker began another must be able to go on with, so Terraform's state is in a bucket; the bots need the same.",
];

const organisersOf = (env: Environment): string[] => (env.USHER_ORGANISERS ?? '').split(/[\s,]+/).filter(Boolean);

const portsOf = (pairs = ''): ReadonlyMap<number, number> =>
  new Map([...pairs.matchAll(/(\d+):(\d+)/g)].map(([, from, to]) => [Number(from), Number(to)]));

/** The configuration in `variables`; an empty value counts as unset. Throws ConfigError with every problem at once. */
export function readConfig(variables: Variables): Config {
  const { settings, problems } = readSettings(variables);
  if (problems.length > 0) throw new ConfigError(problems);
  // No rule would have let it pass otherwise.
  return Object.freeze(settings as Config);
}

/** What a worker needs: everything but Slack. */
export type WorkerConfig = Omit<Config, 'slack'>;

/** The same for a worker. */
export function readWorkerConfig(variables: Variables): WorkerConfig {
  const { settings, problems } = readSettings(variables, [...RULES, ...WORKER_RULES]);
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(settings as WorkerConfig);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** As much of the configuration as there is: what is missing or makes no sense is undefined. */
export interface Settings extends Omit<Config, 'slack' | 'aws'> {
  readonly slack: Omit<Config['slack'], 'botToken' | 'transport'> & {
    readonly botToken: string | undefined;
    readonly transport: SlackTransport | undefined;
  };
  readonly aws: { readonly region: string | undefined; readonly endpoint: string | undefined };
}

/** The same for whoever can do with less, and every problem with its mend. */
export function readSettings(
  variables: Variables,
  rules: readonly Rule[] = [...SLACK_RULES, ...RULES],
): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  given['AWS_REGION'] ??= given['AWS_DEFAULT_REGION'];
  const parsed = ENVIRONMENT.safeParse(given);
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems = issues.map((issue) => issue.message);
  problems.push(...rules.flatMap((rule) => rule(given as Environment) ?? []));
  const wrong = new Set(issues.map((issue) => issue.path[0]));
  const env = ENVIRONMENT.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))));
  return { settings: settingsOf(env), problems: [...new Set(problems)] };
}

function settingsOf(env: Environment): Settings {
  const apiUrl = env.SLACK_API_URL ?? 'https://slack.com/api/';
  return {
    slack: {
      botToken: env.SLACK_BOT_TOKEN,
      apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
      transport: transportOf(env),
    },
    aws: { region: env.AWS_REGION, endpoint: env.AWS_ENDPOINT_URL },
    databaseUrl: env.DATABASE_URL,
    dataDir: env.USHER_DATA_DIR ?? '.usher',
    workshopsDir: env.USHER_WORKSHOPS ?? join(env.USHER_DATA_DIR ?? '.usher', 'workshops'),
    organisers: organisersOf(env),
    secret: env.USHER_SECRET,
    stateBucket: env.USHER_STATE_BUCKET,
    pollMs: Number(env.USHER_POLL_MS ?? 10_000),
    registerMs: Number(env.USHER_REGISTER_MS ?? 10 * 60_000),
    sweepMs: Number(env.USHER_SWEEP_SECONDS ?? 60) * 1000 || undefined,
    stopMs: env.USHER_STOP_MS === undefined ? undefined : Number(env.USHER_STOP_MS),
    localPorts: portsOf(env.USHER_LOCAL_PORTS),
  };
}

function transportOf(env: Environment): SlackTransport | undefined {
  if (env.SLACK_APP_TOKEN) return { kind: 'socket', appToken: env.SLACK_APP_TOKEN };
  if (!env.SLACK_SIGNING_SECRET || !env.PORT) return undefined;
  const host = env.USHER_HTTP_HOST ?? '0.0.0.0';
  return { kind: 'http', signingSecret: env.SLACK_SIGNING_SECRET, port: Number(env.PORT), host };
}
