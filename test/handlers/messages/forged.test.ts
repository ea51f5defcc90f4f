/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestStore } from '../../support/store';
import { raiseStage, type Stage } from './stage';

let stage: Stage;
let grace: string;
let dm: string;
beforeEach(async () => {
  stage = await raiseStage(await openTestStore());
  await stage.open(await stage.ready(3));
  grace = stage.slack.person('grace').id;
  await stage.write('grace', 'hi');
  await stage.told('grace', 'Password');
  dm = stage.dmOf('grace') ?? '';
});
afterEach(() => stage.stop());

const event = (id: string, more: Readonly<Record<string, unknown>>) =>
  stage.forge({
    type: 'event_callback',
    event_id: id,
    event: { type: 'message', channel: dm, channel_type: 'im', ts: '9.9', ...more },
  });

const click = (actionId: string, value: unknown, user = grace) =>
  stage.forge({
    type: 'block_actions',
    user: { id: user },
    channel: { id: dm },
    container: { type: 'message', channel_id: dm, message_ts: '9.9' },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b', value, action_ts: '9.9' }],
  });

/** How many messages the bot has sent to grace once it has surely answered everything so far. */
async function answers(): Promise<number> {
  await stage.write('grace', 'thanks');
  await stage.told('grace', 'You are welcome');
  return stage.inDm('grace').filter(({ user }) => user !== grace).length - 1;
}

describe('what comes in a DM', () => {
  it('is answered once, however often Slack delivers it', async () => {
    await Promise.all(Array.from({ length: 4 }, () => event('Ev1', { user: grace, text: 'help' })));
    expect(await answers()).toBe(2);
  });

  it.each([
    ['of a bot', { user: 'U1', bot_id: 'B1', text: 'hi' }],
    ['of a bot in the old way', { subtype: 'bot_message', bot_id: 'B1', text: 'hi' }],
    [
      'that tells of an edit',
      { subtype: 'message_changed', message: { user: 'U1', text: 'hi' }, previous_message: {} },
    ],
    ['that tells of a deletion', { subtype: 'message_deleted', deleted_ts: '1.1', previous_message: {} }],
    ['that tells of somebody joining', { subtype: 'channel_join', user: 'U1', text: 'joined' }],
    ['without an author', { text: 'hi' }],
  ])('%s is not answered', async (_, payload) => {
    await event('Ev1', payload);
    expect(await answers()).toBe(1);
  });

  it('that is a picture means stuck', async () => {
    await event('Ev1', {
      user: grace,
      subtype: 'file_share',
      text: '',
      files: [{ id: 'F1' }, null, { id: '../F2' }, 'x'],
    });
    await stage.told('grace', 'I have told the organisers that you are stuck at seat 1');
  });

  it('of 5,000 characters is answered', async () => {
    await event('Ev1', { user: grace, text: 'x'.repeat(5000) });
    expect(await answers()).toBe(2);
  });
});

describe('a click', () => {
  it('restarts the seat of whoever clicks, whatever seat or workshop its value names', async () => {
    await click('seat-restart:jupyter', 'another-workshop-or-seat-3');
    expect(stage.cloud.restarted).toEqual([]);
    await click('seat-restart:jupyter', undefined);
    await stage.told('grace', 'back on seat 1');
    expect(stage.cloud.restarted).toEqual(['1 jupyter']);
  });

  it('for an app that does not exist restarts nothing and is answered', async () => {
    await click('seat-restart:../../etc', undefined);
    expect(stage.cloud.restarted).toEqual([]);
    expect(await answers()).toBe(2);
  });

  it('twice in a row is one restart', async () => {
    await Promise.all([click('seat-restart:jupyter', undefined), click('seat-restart:jupyter', undefined)]);
    await stage.told('grace', 'back on seat 1');
    expect(stage.cloud.restarted).toEqual(['1 jupyter']);
  });
});
