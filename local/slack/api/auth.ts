import { SlackError } from '../errors';
import type { Methods } from './method';

export const auth: Methods = {
  'api.test': { scope: null, tier: 4, run: (args) => ({ args: args.raw }) },
  'auth.test': {
    scope: null,
    tier: 4,
    run: (_args, hub) => ({
      url: hub.url,
      team: hub.workspace.name,
      user: hub.manifest.botName,
      team_id: hub.identity.teamId,
      user_id: hub.identity.botUser,
      bot_id: hub.identity.botId,
      is_enterprise_install: false,
    }),
  },
  'bots.info': {
    scope: 'users:read',
    tier: 3,
    run: (args, { identity, manifest }) => {
      if (args.text('bot') !== identity.botId) throw new SlackError('bot_not_found');
      return {
        bot: {
          id: identity.botId,
          deleted: false,
          name: manifest.appName,
          updated: 1_700_000_000,
          app_id: identity.appId,
          user_id: identity.botUser,
          icons: {},
        },
      };
    },
  },
};
