import type { App, ViewSubmitAction } from '@slack/bolt';
import { answering } from '../boundary';
import type { HandlerDeps } from '../deps';
import { respondPrivately, tellPrivately } from '../private-answer';
import { plain } from '../views/refusals';

const TOO_OLD =
  'so I did nothing. Please type the command again, or write me a direct message if you came for your seat.';

/** Matches every id but these; one that ends in a colon stands for all that begin with it. */
const allBut = (known: readonly string[]): RegExp =>
  new RegExp(`^(?!(?:${known.map((id) => (id.endsWith(':') ? id : `${id}$`)).join('|')}))`);

/** Buttons and windows of an older Usher, which may stand in a channel for months: whoever uses one is told so. */
export function registerStrays(
  app: App,
  deps: HandlerDeps,
  known: { readonly buttons: readonly string[]; readonly windows: readonly string[] },
): void {
  app.action({ type: 'block_actions', action_id: allBut(known.buttons) }, async ({ ack, body, respond }) => {
    await ack();
    const by = body.user.id;
    const answer = respondPrivately(deps, respond, body.channel?.id ?? by, by);
    await answering(deps.log, 'answer you', answer, () => answer(plain(`That button is too old for me, ${TOO_OLD}`)));
  });
  app.view<ViewSubmitAction>(allBut(known.windows), async ({ ack, body }) => {
    await ack();
    const answer = (message: Parameters<typeof tellPrivately>[3]) =>
      tellPrivately(deps, body.user.id, body.user.id, message);
    await answering(deps.log, 'answer you', answer, () => answer(plain(`That window is too old for me, ${TOO_OLD}`)));
  });
}
