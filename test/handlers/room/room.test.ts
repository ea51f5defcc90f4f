/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { postRoomInvitation } from '../../../handlers/room/invitation';
import type { PageMessage } from '../../../local/slack/protocol';
import type { Workshop } from '../../../workshop/workshop';
import { openTestStore } from '../../support/store';
import { raiseStage, type Stage } from '../messages/stage';

let stage: Stage;
beforeEach(async () => {
  stage = await raiseStage(await openTestStore());
});
afterEach(() => stage.stop());

const inRoom = (name: string): PageMessage[] =>
  stage.slack
    .person(name)
    .state()
    .messages.filter(({ channel }) => channel === stage.slack.channelId('workshop'));

async function invite(workshop: Workshop): Promise<void> {
  const client = new WebClient(stage.slack.botToken, { slackApiUrl: stage.slack.apiUrl });
  await stage.open(workshop);
  const opened = (await stage.usher.get(workshop.id)) ?? workshop;
  await postRoomInvitation(
    {
      usher: stage.usher,
      client,
      background: client,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    },
    opened,
  );
}

const invitation = (name: string): Promise<PageMessage> =>
  stage.slack.person(name).waitFor(({ text }) => text.includes('Get my seat'), 'the invitation');

describe('the invitation in the room', () => {
  it('is pinned and names no address and no password', async () => {
    await invite(await stage.ready(2));
    const message = await invitation('grace');
    expect(message.pinned).toBe(true);
    expect(JSON.stringify(message)).not.toMatch(/lb-1\.test|seat-001|Password `/);
  });

  it('gives whoever clicks their card in the DM, and a pointer that only they see in the room', async () => {
    await invite(await stage.ready(2));
    await stage.click('grace', await invitation('grace'), 'seat-get');
    const pointer = await stage.slack
      .person('grace')
      .waitFor(({ text }) => text.includes('answered you privately'), 'a pointer');
    expect(pointer.ephemeral).toBe(true);
    await stage.told('grace', 'Password');
    expect(JSON.stringify(inRoom('grace'))).not.toMatch(/Password `|lb-1\.test/);
    expect(JSON.stringify(inRoom('alan'))).not.toContain('answered you privately');
  });

  it('says in the room, to the clicker alone, that every seat is taken', async () => {
    await invite(await stage.ready(1));
    await stage.click('grace', await invitation('grace'), 'seat-get');
    await stage.told('grace', 'Password');
    await stage.click('alan', await invitation('alan'), 'seat-get');
    const refusal = await stage.slack.person('alan').waitFor(({ text }) => text.includes('is taken'), 'a refusal');
    expect(refusal.ephemeral).toBe(true);
  });
});

describe('a mention of the bot in a channel', () => {
  it('is answered in the DM, with a pointer in the channel', async () => {
    await stage.open(await stage.ready(1));
    const grace = stage.slack.person('grace');
    await grace.act({
      type: 'say',
      channel: stage.slack.channelId('workshop'),
      text: `<@${grace.state().bot.id}> where is my seat?`,
    });
    await stage.told('grace', 'Password');
    const pointer = await grace.waitFor(({ text }) => text.includes('answered you privately'), 'a pointer');
    expect(pointer.ephemeral).toBe(true);
    expect(JSON.stringify(inRoom('alan'))).not.toMatch(/Password `/);
  });
});
