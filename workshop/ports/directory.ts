/** People as Slack knows them. */
export interface Directory {
  isOrganiser(userId: string): Promise<boolean>;
  /** Members of a channel, people only. What was asked before may be a minute old, unless it is to be asked `anew`. */
  isMember(channel: string, userId: string, anew?: boolean): Promise<boolean>;
  standing(userId: string): Promise<Standing>;
  /** Everybody in a channel, bots included. */
  members(channel: string): Promise<readonly string[]>;
}

/**
 * How somebody belongs to Usher's own workspace. `guest`: invited to some of its channels. `outside`: of another workspace, met in a
 * channel that both share, or unknown. `gone`: deactivated.
 */
export type Standing = 'member' | 'guest' | 'outside' | 'bot' | 'gone';
