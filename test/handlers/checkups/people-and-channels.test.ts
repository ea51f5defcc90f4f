import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelsCheckup } from '../../../handlers/checkups/channels';
import { organisersCheckup } from '../../../handlers/checkups/organisers';
import { startLocalSlack, type LocalSlack } from '../../../local/slack';
import type { Checkup } from '../../../workshop/ports/checkup';
import type { Workshop } from '../../../workshop/workshop';
import { examine } from '../../../workshop/use-cases/doctor';
import { workshopOf } from '../../infra/aws/fixture';
import { clientOf } from '../../local/slack/client';
import { MANIFEST } from '../../support/bolt';

let slack: LocalSlack;
beforeAll(async () => {
  slack = await startLocalSlack({
    manifest: MANIFEST,
    port: 0,
    cast: {
      workspace: 'PyData',
      people: [
        { name: 'ada', realName: 'Ada Lovelace', email: 'ada@pydata.example', isAdmin: true },
        { name: 'mary', realName: 'Mary Somerville', email: 'mary@pydata.example' },
      ],
      channels: [
        { name: 'crew', topic: '', members: ['ada', 'bot'] },
        { name: 'general', topic: '', members: ['ada'] },
        { name: 'secret', topic: '', private: true, members: ['ada'] },
      ],
      groups: { organisers: ['ada', 'mary'], nobody: [] },
    },
  });
});
afterAll(() => slack.stop());

const look = async (checkup: Checkup) => (await examine([checkup], { log: (line) => expect(line).toBe('') }))[0];

describe('what the doctor says of organisers', () => {
  const organisers = async (...ids: string[]) => look(organisersCheckup(clientOf(slack), ids));
  const group = async (handle: string): Promise<string> => {
    const { usergroups = [] } = await clientOf(slack).usergroups.list();
    return usergroups.find((each) => each.handle === handle)?.id ?? '';
  };

  it('names the admins where nobody is named', async () => {
    expect(await organisers()).toMatchObject({
      state: 'well',
      says: 'The workspace’s admins and owners: Ada Lovelace. USHER_ORGANISERS is not set.',
    });
  });

  it('names people and counts groups', async () => {
    const id = await group('organisers');
    expect(await organisers(slack.person('mary').id, id)).toMatchObject({
      state: 'well',
      says: `Mary Somerville and 2 people of the user group ${id}.`,
    });
  });

  it('finds people and groups that are not there, and groups that are empty', async () => {
    const id = await group('nobody');
    expect(await organisers('U0NOBODY', 'S0NOTHING', id)).toMatchObject({
      state: 'ill',
      says: `Not as USHER_ORGANISERS says: there is no user U0NOBODY, there is no user group S0NOTHING and nobody is in the user group ${id}.`,
      mend: expect.stringContaining('Copy ID'),
    });
  });

  it('cannot tell while Slack asks to slow down', async () => {
    slack.failNext('users.list', 1, { retryAfter: 30 });
    expect(await organisers()).toMatchObject({ state: 'unknown', says: 'Slack asks to slow down.' });
  });
});

describe('what the doctor says of channels', () => {
  const channels = (...workshops: Partial<Workshop>[]) =>
    look(
      channelsCheckup(clientOf(slack), () => Promise.resolve(workshops.map((each) => ({ ...workshopOf(2), ...each })))),
    );

  it('is content where Usher is in all of them', async () => {
    expect(await channels()).toMatchObject({ state: 'well' });
    const crew = { crewChannel: slack.channelId('crew') };
    expect(await channels(crew, crew)).toMatchObject({
      state: 'well',
      says: 'Usher is in 1 channel of the living workshops.',
    });
  });

  it('names a room Usher is not in, and a private channel it cannot even see', async () => {
    const seen = await channels({ crewChannel: slack.channelId('secret'), room: slack.channelId('general') });
    expect(seen).toMatchObject({
      state: 'ill',
      says: 'Usher cannot write in the room of nov (#general) and the crew channel of nov.',
      mend: expect.stringContaining('/invite @usher'),
    });
  });
});
