/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { startBench, type Bench } from '../support/bolt';
import type { Store } from '../../workshop/ports/store';
import { openTestStore } from '../support/store';

let store: Store;
let bench: Bench;
let url: string;
let typed = 0;
beforeAll(async () => {
  store = await openTestStore();
  bench = await startBench(store, { mode: 'http' });
  url = urlOf(bench);
});
afterAll(() => bench.stop());
beforeEach(() => void (bench.logged.length = 0));

const urlOf = ({ bot }: Bench): string => `http://127.0.0.1:${bot.port()}/slack/events`;
const now = (): number => Math.floor(Date.now() / 1000);
const sign = (body: string, at: number, secret = bench.slack.signingSecret): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')}`;

async function post(body: string, signature: string, at: number, type = 'application/x-www-form-urlencoded', to = url) {
  const headers = { 'content-type': type, 'x-slack-signature': signature, 'x-slack-request-timestamp': String(at) };
  return (await fetch(to, { method: 'POST', body, headers })).status;
}

/** `/workshop new`, by ada in #crew, with a name that was not there before. */
function newWorkshop(): { name: string; body: string } {
  const name = `w${(typed += 1)}x`;
  const fields = {
    command: '/workshop',
    text: `new ${name} 2`,
    user_id: bench.person('ada').id,
    channel_id: bench.slack.channelId('crew'),
    trigger_id: `1.2.${typed}`,
    team_id: 'T1',
  };
  return { name, body: new URLSearchParams(fields).toString() };
}

const made = () => bench.world.events.filter(({ type }) => type === 'workshop-created').length;

describe('a request over HTTP', () => {
  it('with Slack’s signature is taken', async () => {
    const { name, body } = newWorkshop();
    expect(await post(body, sign(body, now()), now())).toBe(200);
    await bench.sees('ada', `*${name}* is made`);
  });

  it.each<[string, (body: string) => [signature: string, at: number]]>([
    ['with another secret’s signature', (body) => [sign(body, now(), 'another secret'), now()]],
    ['with the signature of another body', () => [sign('command=%2Fworkshop&text=help', now()), now()]],
    ['with a time that was not signed', (body) => [sign(body, now() - 10), now()]],
    ['signed more than five minutes ago', (body) => [sign(body, now() - 301), now() - 301]],
    ['with a signature of another kind', (body) => [sign(body, now()).replace('v0', 'v1'), now()]],
    ['without a signature', () => ['', now()]],
    ['without a time', (body) => [sign(body, Number.NaN), Number.NaN]],
  ])('%s is refused, and nothing happens', async (_, forge) => {
    const before = made();
    const { body } = newWorkshop();
    expect(await post(body, ...forge(body))).toBe(401);
    expect(made()).toBe(before);
  });

  it.each([
    ['as it was', (signature: string) => signature],
    ['with more after the signature', (signature: string) => `${signature}=more`],
  ])('that comes again within five minutes, %s, is refused', async (_, altered) => {
    const { name, body } = newWorkshop();
    const at = now() - 60;
    const signature = sign(body, at);
    expect(await post(body, signature, at)).toBe(200);
    await bench.sees('ada', `*${name}* is made`);
    const before = made();
    const copies = await Promise.all([1, 2, 3].map(() => post(body, altered(signature), at)));
    expect(copies).toEqual([401, 401, 401]);
    expect(made()).toBe(before);
    expect(bench.logged.filter((line) => line.includes('a copy of a request'))).toHaveLength(3);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('is refused by another process, too, and by the next one, where this one has taken it', async () => {
    const { name, body } = newWorkshop();
    const at = now();
    const signature = sign(body, at);
    expect(await post(body, signature, at)).toBe(200);
    await bench.sees('ada', `*${name}* is made`);
    for (let start = 1; start <= 2; start += 1) {
      const other = await startBench(store, { mode: 'http', beside: bench });
      try {
        expect(await post(body, signature, at, undefined, urlOf(other))).toBe(401);
        expect(other.world.events).toEqual([]);
      } finally {
        await other.stop();
      }
    }
  });

  it.each<[string, object]>([
    ['workspace', { team_id: 'constructor' }],
    ['organisation', { enterprise_id: '__proto__' }],
    ['workspace of a person', { user: { team_id: 'toString' } }],
    ['workspace of the app', { view: { app_installed_team_id: 'hasOwnProperty' } }],
  ])('that names no real %s is passed over, and breaks nothing', async (_, odd) => {
    const { body } = newWorkshop();
    const user = { id: bench.person('ada').id };
    const isForm = 'view' in odd || 'user' in odd;
    const form = {
      type: 'view_submission',
      user: { ...user, ...('user' in odd ? (odd.user as object) : {}) },
      team: null,
      view: {
        callback_id: 'new-workshop',
        private_metadata: '{}',
        state: { values: {} },
        ...('view' in odd ? (odd.view as object) : {}),
      },
    };
    const sent = isForm
      ? new URLSearchParams({ payload: JSON.stringify(form) }).toString()
      : new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(body)), ...odd }).toString();
    const before = made();
    expect(await post(sent, sign(sent, now()), now())).toBe(200);
    expect(made()).toBe(before);
    expect(bench.logged.filter((line) => line.includes('a shape unknown here'))).toHaveLength(1);
    expect(bench.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('that carries an event may come again, and is answered once', async () => {
    const grace = bench.person('grace');
    await grace.act({ type: 'open-dm', user: grace.state().bot.id });
    const dm = grace.state().conversations.find(({ kind }) => kind === 'dm')?.id ?? '';
    const event = { type: 'message', channel_type: 'im', user: grace.id, channel: dm, text: 'help', ts: '1.1' };
    const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', team_id: 'T1', event });
    const at = now();
    const copies = await Promise.all([1, 2, 3].map(() => post(body, sign(body, at), at, 'application/json')));
    expect(copies).toEqual([200, 200, 200]);
    await bench.sees('grace', 'Words I know');
    const thanks = JSON.stringify({
      type: 'event_callback',
      event_id: 'Ev2',
      team_id: 'T1',
      event: { ...event, text: 'ty', ts: '1.2' },
    });
    await post(thanks, sign(thanks, at), at, 'application/json');
    await bench.sees('grace', 'You are welcome');
    const answers = grace.state().messages.filter(({ blocks }) => JSON.stringify(blocks).includes('your card, again'));
    expect(answers).toHaveLength(1);
  });

  it('that claims to be Slack’s check of the line gets no further, whatever else it holds', async () => {
    const before = made();
    const { body } = newWorkshop();
    expect(await post(`ssl_check=1&${body}`, '', now())).toBe(200);
    expect(made()).toBe(before);
  });
});
