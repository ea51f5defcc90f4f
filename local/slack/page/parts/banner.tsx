import { usePage } from '../page-context';

/** What is not as it should be: the workspace is gone, or nobody runs the bot. */
export function Banner({ online }: { online: boolean }) {
  const { bot } = usePage().state;
  if (!online)
    return (
      <div class="banner banner-wrong" role="status">
        The connection to the workspace is lost. Trying again…
      </div>
    );
  if (!bot.connected)
    return (
      <div class="banner" role="status">
        {bot.name} is not connected. Commands and buttons will not be answered until it is.
      </div>
    );
  return null;
}
