import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { answering } from '../boundary';
import type { HandlerDeps } from '../deps';
import { refuseStranger } from '../guards/organiser';
import { replaceClicked, respondPrivately, tellPrivately } from '../private-answer';
import type { ProgressMessages } from '../progress-message';
import { CHOOSE_WORKSHOP } from '../views/choose-workshop';
import { DESTROY_WORKSHOP } from '../views/destroy-modal';
import { MEND_ALL, MEND_SEAT } from '../views/health';
import { SHOW_HELP } from '../views/help';
import { HELP_DONE, HELP_RESTART, HELP_TAKE } from '../views/help-request';
import { NEW_WORKSHOP } from '../views/new-modal';
import { notNow } from '../views/operation-answers';
import { DEPLOY_ASK, DEPLOY_GO, NOT_NOW } from '../views/plan';
import { RESTART_GO } from '../views/restart';
import { chooseWorkshop } from './choose-workshop';
import type { Click } from './clicked';
import { askDeploy, goDeploy } from './deploy';
import { submitDestroy } from './destroy-workshop';
import { finishHelp, restartHelp, takeHelp } from './help';
import { mendAll, mendSeat } from './mend';
import { submitNew } from './new-workshop';
import { goRestart } from './restart';
import { showHelp } from './show-help';
import { fieldsOf, originOf, type Submit } from './submitted';
import { uploadsOf } from './uploaded-file';

/** Organisers' buttons by action id; what follows a colon only tells buttons of one message apart. */
const CLICKS: readonly { readonly id: string; readonly does: string; readonly click: Click }[] = [
  { id: SHOW_HELP, does: 'show that', click: showHelp },
  { id: CHOOSE_WORKSHOP, does: 'do that', click: chooseWorkshop },
  { id: DEPLOY_ASK, does: 'prepare the deploy', click: askDeploy },
  { id: DEPLOY_GO, does: 'deploy', click: goDeploy },
  { id: NOT_NOW, does: 'put that away', click: (clicked) => clicked.replace(notNow) },
  { id: RESTART_GO, does: 'restart', click: goRestart },
  { id: MEND_SEAT, does: 'mend that seat', click: mendSeat },
  { id: MEND_ALL, does: 'mend them all', click: mendAll },
  { id: HELP_TAKE, does: 'take that', click: takeHelp },
  { id: HELP_RESTART, does: 'restart that', click: restartHelp },
  { id: HELP_DONE, does: 'note that as done', click: finishHelp },
];

const SUBMITS: readonly { readonly id: string; readonly does: string; readonly submit: Submit }[] = [
  { id: NEW_WORKSHOP, does: 'make the workshop', submit: submitNew },
  { id: DESTROY_WORKSHOP, does: 'destroy it', submit: submitDestroy },
];

/** Ids of organisers' buttons and windows, as `registerStrays` takes them. */
export const ORGANISERS_IDS = {
  buttons: CLICKS.flatMap(({ id }) => [id, `${id}:`]),
  windows: SUBMITS.map(({ id }) => id),
};

/** Organisers' buttons and modals. Every click and submission is checked anew: whoever sees a button need not be allowed it. */
export function registerActions(app: App, deps: HandlerDeps, progress: ProgressMessages): void {
  for (const { id, does, click } of CLICKS) {
    app.action<BlockAction<ButtonAction>>(new RegExp(`^${id}(?::|$)`), async (args) => {
      await args.ack();
      await clickedBy(args, deps, progress, does, click);
    });
  }
  for (const { id, does, submit } of SUBMITS) {
    app.view<ViewSubmitAction>(id, async ({ ack, body, view, context }) => {
      const by = body.user.id;
      const fallback = (message: Parameters<typeof tellPrivately>[3]) => tellPrivately(deps, by, by, message);
      await answering(deps.log, does, fallback, async () => {
        const refusal = await refuseStranger(deps, by, context.botUserId);
        if (refusal) {
          await ack();
          await fallback(refusal);
          return;
        }
        await submit({
          deps,
          progress,
          by,
          origin: originOf(view),
          fields: fieldsOf(view),
          uploads: uploadsOf(view),
          refuse: (errors) => ack({ response_action: 'errors', errors }),
          accept: () => ack(),
          tell: (channel, message) => tellPrivately(deps, channel, by, message),
        });
      });
    });
  }
}

type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

async function clickedBy(
  { body, action, respond, context }: ButtonArgs,
  deps: HandlerDeps,
  progress: ProgressMessages,
  does: string,
  click: Click,
): Promise<void> {
  const by = body.user.id;
  const channel = body.channel?.id ?? by;
  const answer = respondPrivately(deps, respond, channel, by);
  await answering(deps.log, does, answer, async () => {
    const refusal = await refuseStranger(deps, by, context.botUserId);
    if (refusal) {
      await answer(refusal);
      return;
    }
    await click({
      deps,
      progress,
      by,
      channel,
      triggerId: body.trigger_id,
      text: '',
      botUserId: context.botUserId,
      value: action.value ?? '',
      answer,
      replace: replaceClicked(deps, respond, channel, by),
    });
  });
}
