import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** A progress message as a bot would edit it, with a map of `seats` of which `ready` are. */
export function progress(seats: number, ready: number): KnownBlock[] {
  const rows = Array.from({ length: Math.ceil(seats / 10) }, (_, row) => {
    const signs = Array.from({ length: Math.min(10, seats - row * 10) }, (_, column) => {
      const seat = row * 10 + column;
      return seat === 33 ? '❌' : seat < ready ? '🟩' : seat < ready + 8 ? '🟡' : seat < ready + 14 ? '🔷' : '▫️';
    });
    return `\`${String(row * 10 + 1).padStart(2, '0')}\` ${signs.join('')}`;
  });
  const tenths = Math.floor((ready / seats) * 10);
  return [
    section(
      `*Deploying nov* · 07:02\n*${ready} of ${seats} ready* ${'▓'.repeat(tenths)}${'░'.repeat(10 - tenths)} ${tenths * 10} %`,
    ),
    section(rows.join('\n')),
    { type: 'context', elements: [{ type: 'mrkdwn', text: '$2 so far, $15.70/h · details in the thread' }] },
    {
      type: 'actions',
      block_id: 'deploy',
      elements: [
        { type: 'button', action_id: 'details', text: plain('Details'), value: 'nov', style: 'primary' },
        {
          type: 'button',
          action_id: 'cancel',
          text: plain('Cancel'),
          style: 'danger',
          confirm: {
            title: plain('Cancel the deployment?'),
            text: { type: 'mrkdwn', text: 'What is *ready* stays.' },
            confirm: plain('Cancel it'),
            deny: plain('Go on'),
            style: 'danger',
          },
        },
        {
          type: 'overflow',
          action_id: 'more',
          options: [
            { text: plain(':wrench: Mend all'), value: 'mend' },
            { text: plain('Show the plan'), value: 'plan' },
          ],
        },
      ],
    },
  ];
}

const form: ModalView = {
  type: 'modal',
  callback_id: 'new',
  title: plain('New workshop'),
  submit: plain('Make it'),
  close: plain('Not now'),
  notify_on_close: true,
  blocks: [
    section('An environment of their own for everybody who comes.'),
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      hint: plain('Up to 16 letters, digits and hyphens.'),
      element: { type: 'plain_text_input', action_id: 'value', placeholder: plain('nov') },
    },
    {
      type: 'input',
      block_id: 'seats',
      label: plain('Seats'),
      element: {
        type: 'number_input',
        action_id: 'value',
        is_decimal_allowed: false,
        min_value: '1',
        max_value: '1000',
      },
    },
    {
      type: 'input',
      block_id: 'region',
      optional: true,
      label: plain('Region'),
      element: {
        type: 'static_select',
        action_id: 'value',
        placeholder: plain('Pick a region'),
        options: ['eu-central-1', 'eu-west-1', 'us-east-1'].map((value) => ({ text: plain(value), value })),
      },
    },
    {
      type: 'input',
      block_id: 'helper',
      optional: true,
      label: plain('Helper'),
      element: { type: 'users_select', action_id: 'value', placeholder: plain('Somebody') },
    },
    {
      type: 'input',
      block_id: 'join',
      optional: true,
      label: plain('Who may claim a seat'),
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        initial_option: { text: plain('Members of the room'), value: 'room' },
        options: [
          { text: plain('Members of the room'), value: 'room' },
          { text: plain('Anyone'), value: 'anyone', description: plain('Whoever writes to the bot first') },
        ],
      },
    },
    {
      type: 'input',
      block_id: 'day',
      optional: true,
      label: plain('Day'),
      element: { type: 'datepicker', action_id: 'value' },
    },
  ],
};

/** What the app was told, for tests to look at. */
export interface Heard {
  readonly actions: string[];
  readonly submissions: Record<string, unknown>[];
  readonly closed: string[];
}

/** A small bot with one of everything the page must draw and carry. */
export function registerSample(app: App, heard: Heard): void {
  app.command('/workshop', async ({ command, ack, client, respond }) => {
    switch (command.text) {
      case 'silent':
        return;
      case 'new':
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: form });
        return;
      case 'deploy':
        await ack();
        await client.chat.postMessage({ channel: command.channel_id, text: 'Deploying nov', blocks: progress(80, 61) });
        return;
      default:
        await ack();
        await respond({ text: `*Usher* did not understand \`${command.text}\`. Try \`/workshop help\`.` });
    }
  });
  app.view('new', async ({ ack, body, view, client }) => {
    const name = view.state.values.name?.value?.value ?? '';
    if (!/^[a-z0-9-]{1,16}$/.test(name)) {
      await ack({ response_action: 'errors', errors: { name: 'Letters, digits and hyphens only, like nov-24.' } });
      return;
    }
    await ack();
    heard.submissions.push(view.state.values);
    await client.chat.postMessage({ channel: body.user.id, text: `*${name}* is made. :tada:` });
  });
  app.view({ callback_id: 'new', type: 'view_closed' }, async ({ ack, view }) => {
    await ack();
    heard.closed.push(view.callback_id);
  });
  app.action(/.*/, async ({ ack, action, body, client }) => {
    await ack();
    heard.actions.push('action_id' in action ? action.action_id : '');
    if (body.type !== 'block_actions' || !body.message || !body.channel) return;
    if ('action_id' in action && action.action_id === 'details') {
      await client.chat.update({
        channel: body.channel.id,
        ts: body.message.ts,
        text: 'Done',
        blocks: progress(80, 80),
      });
      await client.chat.postMessage({
        channel: body.channel.id,
        thread_ts: body.message.ts,
        text: 'Network ✓ after 41 s',
      });
    }
  });
  app.message(async ({ message, say }) => {
    if (message.subtype !== undefined || message.channel_type !== 'im') return;
    await say({
      text: 'Your seat',
      blocks: [
        section('*Seat 7 · nov* · ready'),
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'open',
              text: plain('Open Jupyter'),
              url: 'http://127.0.0.1:9/',
              style: 'primary',
            },
            { type: 'button', action_id: 'restart', text: plain('Restart Jupyter') },
          ],
        },
        section('User `seat-007`   Password `maple-otter-river-41` (both)'),
        section('Save in `work/`: it survives restarts. Deleted 17:30.'),
      ],
    });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    await client.views.publish({
      user_id: event.user,
      view: {
        type: 'home',
        blocks: [
          { type: 'header', text: plain('Your workshops') },
          section('*nov* · 80 seats · ready until 17:30'),
          { type: 'divider' },
          section('Nothing else is planned.'),
        ],
      },
    });
  });
}
