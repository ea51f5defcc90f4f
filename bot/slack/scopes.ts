/** Scopes of the bot token that what Usher does needs; the same as in manifest.yml, to which a test holds them. */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:read',
  'im:history',
  'im:write',
  'pins:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
] as const;
