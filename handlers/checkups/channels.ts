import type { WebClient } from '@slack/web-api';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import type { Workshop } from '../../workshop/workshop';
import { slackErrorOf } from '../slack-error';
import { count, listed } from '../views/words';
import { slackTrouble } from './slack-trouble';

/** Whether Usher is in the crew channels and rooms of the living workshops, and may write there. */
export const channelsCheckup = (client: WebClient, living: () => Promise<readonly Workshop[]>): Checkup => ({
  group: 'Slack',
  title: 'Channels',
  async run() {
    const channels = new Map<string, string>();
    for (const { spec, crewChannel, room } of await living()) {
      if (room !== undefined && !channels.has(room)) channels.set(room, `the room of ${spec.name}`);
      if (!channels.has(crewChannel)) channels.set(crewChannel, `the crew channel of ${spec.name}`);
    }
    try {
      return verdict(await Promise.all([...channels].map(([id, role]) => trouble(client, id, role))));
    } catch (error) {
      return slackTrouble(error);
    }
  },
});

function verdict(looks: readonly (string | undefined)[]): CheckResult {
  if (looks.length === 0) return { state: 'well', says: 'No workshop yet, so no channel to be in.' };
  const wrong = looks.filter((each) => each !== undefined);
  if (wrong.length === 0) {
    return { state: 'well', says: `Usher is in ${count(looks.length, 'channel')} of the living workshops.` };
  }
  return {
    state: 'ill',
    says: `Usher cannot write in ${listed(wrong)}.`,
    mend: 'Type `/invite @usher` there; bring an archived channel back first.',
  };
}

/** How to name a channel Usher cannot write in; undefined where it can. */
async function trouble(client: WebClient, id: string, role: string): Promise<string | undefined> {
  try {
    const { channel } = await client.conversations.info({ channel: id });
    const name = `${role} (#${channel?.name ?? id})`;
    if (channel?.is_archived) return `${name}, which is archived`;
    return channel?.is_member ? undefined : name;
  } catch (error) {
    // A private channel does not exist for those outside it.
    if (slackErrorOf(error) === 'channel_not_found') return role;
    throw error;
  }
}
