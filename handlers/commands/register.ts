import type { App } from '@slack/bolt';
import { registry, SLASH_COMMAND } from '.';
import { answering } from '../boundary';
import type { HandlerDeps } from '../deps';
import { respondPrivately } from '../private-answer';
import type { ProgressMessages } from '../progress-message';
import { activityOf, runCommand, type ServeParticipant } from './run';

/** Hears `/workshop`: acknowledges before anything else, then works and answers. `serve` answers participants. */
export function registerCommands(
  app: App,
  deps: HandlerDeps,
  progress: ProgressMessages,
  serve: ServeParticipant,
): void {
  app.command(SLASH_COMMAND, async ({ ack, command, respond, context }) => {
    await ack();
    const { text, user_id: by, channel_id: channel, trigger_id: triggerId } = command;
    const answer = respondPrivately(deps, respond, channel, by);
    const typed = { deps, progress, by, channel, triggerId, text, botUserId: context.botUserId, answer };
    await answering(deps.log, activityOf(text, registry), answer, () => runCommand(typed, registry, { serve }));
  });
}
