import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultCast, startLocalSlack } from './index';

const USAGE = `Starts a Slack workspace on this machine, for one app.

  --port N           port of the page and the API (4545, or the next free one)
  --manifest FILE    the app's manifest (manifest.yml of this project)
  --request-url URL  where the app receives signed HTTP, instead of Socket Mode
  --people N         that many more participants
  --rate-limits      Slack's rate limits per method
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      manifest: { type: 'string', default: join(__dirname, '..', '..', 'manifest.yml') },
      'request-url': { type: 'string' },
      people: { type: 'string', default: '0' },
      'rate-limits': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const slack = await startLocalSlack({
    manifest: values.manifest,
    cast: defaultCast(count('people', values.people)),
    rateLimits: values['rate-limits'],
    ...(values.port === undefined ? {} : { port: count('port', values.port) }),
    ...(values['request-url'] === undefined ? {} : { requestUrl: values['request-url'] }),
  });
  const mode =
    values['request-url'] === undefined
      ? `export SLACK_APP_TOKEN=${slack.appToken}`
      : `export SLACK_SIGNING_SECRET=${slack.signingSecret}`;
  process.stdout.write(
    [
      `# A Slack workspace of your own: ${slack.url}`,
      '# For the app, in another terminal:',
      `export SLACK_API_URL=${slack.apiUrl}`,
      `export SLACK_BOT_TOKEN=${slack.botToken}`,
      mode,
      '# Ctrl-C ends it; nothing is kept.',
      '',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void slack.stop().then(() => process.exit(0)));
  }
}

function count(name: string, value: string): number {
  if (!/^\d{1,5}$/.test(value)) throw new Error(`--${name} takes a number, not ${value}`);
  return Number(value);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
