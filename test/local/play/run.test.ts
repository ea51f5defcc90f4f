import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '@slack/bolt';
import { runPlay } from '../../../local/play';
import type { LocalSlack } from '../../../local/slack';
import { startApp } from '../slack/app';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

/** A bot with a button that asks for confirmation, a modal that refuses a name, a menu, and a message it edits. */
function register(app: App): void {
  app.command('/workshop', async ({ command, ack, respond }) => {
    await ack();
    await respond({
      text: 'Sure?',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*Deploy ${command.text}?* for <@${command.user_id}>` } },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'deploy',
              text: plain('Deploy'),
              confirm: { title: plain('Really?'), text: plain('Yes?'), confirm: plain('Yes'), deny: plain('No') },
            },
            { type: 'button', action_id: 'destroy', text: plain('Destroy') },
            {
              type: 'static_select',
              action_id: 'region',
              placeholder: plain('Region'),
              options: [
                { text: plain('Ireland'), value: 'eu-west-1' },
                { text: plain('Ohio'), value: 'us-east-2' },
              ],
            },
          ],
        },
      ],
    });
  });
  app.action('deploy', async ({ ack, body, client }) => {
    await ack();
    const channel = body.channel?.id ?? '';
    const posted = await client.chat.postMessage({ channel, text: 'Deploying: 0 of 2 ready' });
    await client.chat.update({ channel, ts: posted.ts ?? '', text: 'Deploying: 1 of 2 ready' });
    await client.chat.update({ channel, ts: posted.ts ?? '', text: 'Deployed: 2 of 2 ready' });
  });
  app.action({ type: 'block_actions', action_id: 'region' }, async ({ ack, action, respond }) => {
    await ack();
    const chosen = action.type === 'static_select' ? action.selected_option?.value : undefined;
    await respond(`Region is ${chosen}`);
  });
  app.action({ type: 'block_actions', action_id: 'destroy' }, async ({ ack, body, client }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'destroy',
        title: plain('Destroy nov?'),
        submit: plain('Destroy'),
        blocks: [
          {
            type: 'input',
            block_id: 'name',
            label: plain('Type the name'),
            element: { type: 'plain_text_input', action_id: 'name' },
          },
        ],
      },
    });
  });
  app.view('destroy', async ({ ack, view, body, client }) => {
    if (view.state.values.name?.name?.value !== 'nov') {
      return ack({ response_action: 'errors', errors: { name: 'That is not its name' } });
    }
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: 'Destroyed' });
  });
  app.message('hi', async ({ say }) => {
    await say('Seat `7` is *yours*: <https://seat.example/7|Open Jupyter>');
  });
}

describe('a play', () => {
  let slack: LocalSlack;
  let stop: () => Promise<void>;
  let printed: string[];
  const print = (line: string) => void printed.push(line);

  beforeEach(async () => {
    printed = [];
    ({ slack, stop } = await startApp(register));
  });
  afterEach(() => stop());

  it('goes through commands, confirmed buttons, menus, modals with errors, DMs and the stage', async () => {
    const staged: string[][] = [];
    const play = `
      # A day
      @ada #crew /workshop nov
      @ada sees "Deploy nov? for @ada"
      @mary does not see "Deploy nov?"
      @ada chooses "Ohio" in "Region"
      @ada sees "Region is us-east-2"
      @ada clicks "Deploy" on “Deploy nov?”
      @mary sees /\\d of 2 ready/
      @ada sees "2 of 2 ready" within 20s
      @ada clicks "Destroy"
      @ada enters "Type the name" "oct"
      @ada submits
      @ada sees "That is not its name"
      @ada enters "Type the name" "nov"
      @ada submits
      @ada sees "Destroyed"
      ! crash "nov jupyter" 007
      @grace > hi
      @grace sees "Seat 7 is yours: Open Jupyter"
    `;
    const stage = (words: readonly string[]) => Promise.resolve(void staged.push([...words]));
    const went = await runPlay(play, slack, { print, stage });
    expect(printed.join('\n')).not.toContain('did not go as written');
    expect(went).toBe(true);
    expect(staged).toEqual([['crash', 'nov jupyter', '007']]);
    expect(printed.join('\n')).toMatch(/#crew · Usher \(only @ada sees this\)\n +Deploy nov\? for @ada/);
    expect(printed.join('\n')).toMatch(/modal of @ada\n +Destroy nov\?\n/);
    expect(printed.join('\n')).toMatch(/DM @grace · Usher\n +Seat 7 is yours: Open Jupyter/);
  });

  it('prints a message once, however many people see it', async () => {
    await runPlay('@ada #crew /workshop nov\n@ada clicks "Deploy"\n@mary sees "2 of 2 ready"', slack, { print });
    expect(printed.filter((line) => line.includes('Deploying: 0 of 2 ready'))).toHaveLength(1);
    expect(printed.filter((line) => line.trim() === 'Deployed: 2 of 2 ready')).toHaveLength(1);
  });

  it('fails with the line, what was expected and what the person sees instead', async () => {
    const play = '@grace > hi\n\n@grace sees "Seat 8" within 200ms\n@grace > never';
    expect(await runPlay(play, slack, { print })).toBe(false);
    const end = printed.slice(-5).join('\n');
    expect(end).toContain('Line 3 did not go as written: @grace sees "Seat 8" within 200ms');
    expect(end).toContain('@grace should see "Seat 8" within 0.2 s');
    expect(end).toContain('DM @grace · Usher: Seat 7 is yours');
    expect(printed.join('\n')).not.toContain('never');
  });

  it('clicks the button that the last action brings rather than an older one, and the older one where none comes', async () => {
    const play = `
      @ada #crew /workshop oct
      @ada sees "Deploy oct?"
      @ada #crew /workshop nov
      @ada clicks "Destroy"
      @ada sees "Type the name"
      @ada closes
      @ada chooses "Ohio" in "Region"
      @ada sees "Region is us-east-2"
      @ada > hello
      @ada clicks "Destroy" on "Deploy oct?"
      @ada enters "name" "nov"
      @ada submits
      @ada sees "Destroyed"
    `;
    await runPlay(play, slack, { print });
    expect(printed.join('\n')).not.toContain('did not go as written');
  });

  it('does not take an old message for the answer to a new question', async () => {
    const play = '@grace > hi\n@grace sees "Seat 7"\n@grace > hello there\n@grace sees "Seat 7" within 200ms';
    expect(await runPlay(play, slack, { print })).toBe(false);
    expect(printed.join('\n')).toContain('stands in an older message');
  });

  it('fails when somebody sees what they should not', async () => {
    expect(await runPlay('@grace > hi\n@grace does not see "Seat 7" for 20s', slack, { print })).toBe(false);
    expect(printed.join('\n')).toContain('@grace should not see "Seat 7"');
  });

  it('fails with the words a person reads when the workspace refuses them', async () => {
    expect(await runPlay('@bob #crew hello', slack, { print })).toBe(false);
    expect(printed.join('\n')).toContain('You are not in this conversation');
  });

  it('fails when the stage refuses, and when there is none', async () => {
    const stage = () => Promise.reject(new Error('no such task'));
    expect(await runPlay('! crash nov-jupyter-999', slack, { print, stage })).toBe(false);
    expect(printed.join('\n')).toContain('no such task');
    expect(await runPlay('! crash nov-jupyter-999', slack, { print })).toBe(false);
  });

  it('fails for a person or a channel that does not exist', async () => {
    expect(await runPlay('@nobody > hi', slack, { print })).toBe(false);
    expect(await runPlay('@ada #nowhere hi', slack, { print })).toBe(false);
  });
});
