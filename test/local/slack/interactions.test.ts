import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Actor, LocalSlack } from '../../../local/slack';
import type { ActionValue } from '../../../local/slack/protocol';
import { startApp } from './app';

type Body = Record<string, unknown> & { actions: Record<string, unknown>[]; response_url: string };

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const options = [
  { text: plain('Ireland'), value: 'eu' },
  { text: plain('Ohio'), value: 'us' },
];
const blocks: KnownBlock[] = [
  {
    type: 'actions',
    block_id: 'b',
    elements: [
      { type: 'static_select', action_id: 'menu', placeholder: plain('Region'), options },
      { type: 'checkboxes', action_id: 'boxes', options },
      { type: 'overflow', action_id: 'more', options },
      { type: 'users_select', action_id: 'user' },
      { type: 'datepicker', action_id: 'date' },
      { type: 'button', action_id: 'slow', text: plain('Slow') },
    ],
  },
];

describe('clicks and choices', () => {
  let slack: LocalSlack;
  let app: App;
  let stop: () => Promise<void>;
  let ada: Actor;
  let bodies: Body[] = [];

  beforeAll(async () => {
    ({ slack, app, stop } = await startApp(
      (bolt) => {
        bolt.action({ type: 'block_actions', action_id: /.*/ }, async ({ ack, body, action }) => {
          bodies.push(body as unknown as Body);
          if (action.action_id !== 'slow') await ack();
        });
      },
      { timing: { ackMs: 300 } },
    ));
    ada = slack.person('ada');
  });
  afterAll(() => stop());
  beforeEach(() => {
    bodies = [];
  });

  async function post(): Promise<string> {
    const { ts = '' } = await app.client.chat.postMessage({ channel: slack.channelId('crew'), text: 'choose', blocks });
    return ts;
  }
  const use = (ts: string, actionId: string, value?: ActionValue) =>
    ada.act({
      type: 'act',
      where: { channel: slack.channelId('crew'), ts },
      blockId: 'b',
      actionId,
      ...(value === undefined ? {} : { value }),
    });

  it.each<[string, ActionValue, object]>([
    ['menu', { selected_option: 'us' }, { type: 'static_select', selected_option: options[1] }],
    ['boxes', { selected_options: ['eu', 'us'] }, { type: 'checkboxes', selected_options: options }],
    ['more', { selected_option: 'eu' }, { type: 'overflow', selected_option: options[0] }],
    ['user', { selected_user: 'U1' }, { type: 'users_select', selected_user: 'U1' }],
    ['date', { selected_date: '2026-11-23' }, { type: 'datepicker', selected_date: '2026-11-23' }],
  ])('arrive in the shape of their element: %s', async (actionId, value, shape) => {
    await use(await post(), actionId, value);
    expect(bodies[0]?.actions).toMatchObject([{ action_id: actionId, block_id: 'b', ...shape }]);
  });

  it('are remembered for each person in the state of the message', async () => {
    const ts = await post();
    await use(ts, 'menu', { selected_option: 'us' });
    await use(ts, 'date', { selected_date: '2026-11-23' });
    expect(bodies[1]?.state).toEqual({
      values: {
        b: {
          menu: { type: 'static_select', selected_option: options[1] },
          boxes: { type: 'checkboxes', selected_options: [] },
          user: { type: 'users_select', selected_user: null },
          date: { type: 'datepicker', selected_date: '2026-11-23' },
        },
      },
    });
    await slack.person('mary').act({
      type: 'act',
      where: { channel: slack.channelId('crew'), ts },
      blockId: 'b',
      actionId: 'more',
      value: { selected_option: 'eu' },
    });
    expect(bodies[2]?.state).toMatchObject({ values: { b: { menu: { selected_option: null } } } });
  });

  it('are refused where the option, the button or the message is not there', async () => {
    const ts = await post();
    await expect(use(ts, 'menu', { selected_option: 'mars' })).rejects.toThrow('There is no option mars here');
    await expect(use(ts, 'gone')).rejects.toThrow('This button is gone');
    await expect(use('1.1', 'menu')).rejects.toThrow('This message is gone');
    expect(bodies).toEqual([]);
  });

  it('tell the person when the app does not answer in time', async () => {
    await expect(use(await post(), 'slow')).rejects.toThrow('Usher did not answer within 0.3 seconds');
  });

  it('in an ephemeral message come without it, and may replace and delete it', async () => {
    const channel = slack.channelId('crew');
    const { message_ts: ts = '' } = await app.client.chat.postEphemeral({
      channel,
      user: ada.id,
      text: 'mine',
      blocks,
    });
    await use(ts, 'more', { selected_option: 'eu' });
    expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true, message_ts: ts } });
    expect(bodies[0]).not.toHaveProperty('message');
    const respond = (body: object) =>
      fetch(bodies[0]?.response_url ?? '', { method: 'POST', body: JSON.stringify(body) });
    const mine = () => ada.state().messages.find((message) => message.ts === ts);
    await respond({ replace_original: true, text: 'replaced' });
    expect(mine()).toMatchObject({ text: 'replaced', blocks: [], ephemeral: true });
    await respond({ delete_original: true });
    expect(mine()).toBeUndefined();
  });
});
