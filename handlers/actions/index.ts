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
import { rightsOf } from '../guards/rights';
import { refuseAnywhere } from '../guards/refuse';
import { BUTTONS, leastFor, WINDOWS } from '../guards/roles';
import { replaceClicked, respondPrivately, tellPrivately } from '../private-answer';
import type { ProgressMessages } from '../progress-message';
import { ASSIGN_MOVE, RELEASE_GO } from '../views/assign';
import { ALLOW_GO } from '../views/allow';
import { ANNOUNCE_GO } from '../views/announce';
import { AUDIT_CSV, AUDIT_OLDER } from '../views/audit';
import { CHOOSE_WORKSHOP } from '../views/choose-workshop';
import { ARCHIVE_CARDS } from '../views/archive';
import { COLLECT_FIRST, DESTROY_WORKSHOP } from '../views/destroy-modal';
import { MEND_ALL, MEND_SEAT } from '../views/health';
import { CANCEL } from '../views/cancel';
import { EXTEND } from '../views/ends';
import { LIMIT_EXTEND } from '../views/limit';
import { RECEIPT_FILE } from '../views/receipt';
import { SHOW_HELP } from '../views/help';
import { LOGS_FILE } from '../views/logs';
import { RUN_COMMAND } from '../views/run-button';
import { HELP_DONE, HELP_RESTART, HELP_SWAP, HELP_TAKE } from '../views/help-request';
import { NEW_WORKSHOP } from '../views/new-modal';
import { notNow } from '../views/operation-answers';
import { DEPLOY_ASK, DEPLOY_GO, NOT_NOW } from '../views/plan';
import { plain } from '../views/refusals';
import { cancelOperation } from './cancel';
import { FREE_LEFT, OFFER_UNOPENED } from '../views/waitlist';
import { ROSTER_CARDS, ROSTER_CSV, ROSTER_UPLOAD } from '../views/roster';
import { ROSTER_GO, ROSTER_IMPORT, ROSTER_WHICH } from '../views/roster-import';
import { PUSH_FILE, PUSH_GO } from '../views/push';
import { QUOTA_ASK } from '../views/quota';
import { REHEARSE_GO, REHEARSE_KEEP } from '../views/rehearsal';
import { RESTART_GO } from '../views/restart';
import { VENUE_END, VENUE_GO } from '../views/venue';
import { REPLACE_ASK, REPLACE_GO } from '../views/replace';
import { START_GO, STOP_GO } from '../views/rest';
import { SCALE_GO } from '../views/scale';
import { goAllow } from './allow';
import { SWAP_GO } from '../views/swap';
import { announceGo } from './announce';
import { auditFile, auditOlder } from './audit';
import { archiveCards, collectFirst } from './collect';
import { chooseWorkshop } from './choose-workshop';
import { extendBy } from './extend';
import { extendLimit } from './limit';
import { receiptFile } from './receipt';
import type { Click } from './clicked';
import { askDeploy, goDeploy } from './deploy';
import { submitDestroy } from './destroy-workshop';
import { logsFile } from './logs';
import { finishHelp, restartHelp, swapHelp, takeHelp } from './help';
import { mendAll, mendSeat } from './mend';
import { submitNew } from './new-workshop';
import { goRehearse, keepRehearsed } from './rehearse';
import { askReplace, goReplace } from './replace';
import { goStart, goStop } from './rest';
import { goRestart } from './restart';
import { goScale } from './scale';
import { clickCards, clickCsv, clickUpload } from './roster';
import { chooseRoster, goImport, submitRoster } from './roster-import';
import { goMove, goRelease } from './seat-people';
import { askQuota } from './quota';
import { goPush, submitPush } from './push';
import { runAgain } from './run-command';
import { goSwap } from './swap';
import { showHelp } from './show-help';
import { isFirstClick } from './first-click';
import { fieldsOf, originOf, type Submit } from './submitted';
import { uploadsOf } from './uploaded-file';
import { clickEndVenue, goVenue } from './venue';
import { freeLeft, offerUnopened } from './waitlist';

interface Clickable {
  readonly id: string;
  readonly does: string;
  readonly click: Click;
  /** Two of the crew who click it at the same moment want it once. */
  readonly once?: true;
}

/** The crew's buttons by action id; what follows a colon only tells buttons of one message apart. */
const CLICKS: readonly Clickable[] = [
  { id: SHOW_HELP, does: 'show that', click: showHelp },
  { id: CHOOSE_WORKSHOP, does: 'do that', click: chooseWorkshop },
  { id: DEPLOY_ASK, does: 'prepare the deploy', click: askDeploy },
  { id: DEPLOY_GO, does: 'deploy', click: goDeploy, once: true },
  { id: NOT_NOW, does: 'put that away', click: (clicked) => clicked.replace(notNow) },
  { id: ALLOW_GO, does: 'change the allow-list', click: goAllow, once: true },
  { id: VENUE_GO, does: 'put up the venue check', click: goVenue, once: true },
  { id: VENUE_END, does: 'take it down', click: clickEndVenue, once: true },
  { id: REHEARSE_GO, does: 'rehearse', click: goRehearse, once: true },
  { id: REHEARSE_KEEP, does: 'keep that', click: keepRehearsed },
  { id: EXTEND, does: 'move the end', click: extendBy, once: true },
  { id: LIMIT_EXTEND, does: 'change the limit', click: extendLimit, once: true },
  { id: RECEIPT_FILE, does: 'make that file', click: receiptFile },
  { id: CANCEL, does: 'cancel that', click: cancelOperation },
  { id: RESTART_GO, does: 'restart', click: goRestart, once: true },
  { id: REPLACE_ASK, does: 'ask for that', click: askReplace },
  { id: REPLACE_GO, does: 'replace that', click: goReplace, once: true },
  { id: SCALE_GO, does: 'scale it', click: goScale, once: true },
  { id: STOP_GO, does: 'turn it off', click: goStop, once: true },
  { id: START_GO, does: 'turn it on', click: goStart, once: true },
  { id: MEND_SEAT, does: 'mend that seat', click: mendSeat, once: true },
  { id: MEND_ALL, does: 'mend them all', click: mendAll, once: true },
  { id: OFFER_UNOPENED, does: 'give those seats away', click: offerUnopened },
  { id: FREE_LEFT, does: 'free that seat', click: freeLeft },
  { id: ASSIGN_MOVE, does: 'move them', click: goMove, once: true },
  { id: RELEASE_GO, does: 'free that seat', click: goRelease, once: true },
  { id: ROSTER_CSV, does: 'send the roster', click: clickCsv },
  { id: ROSTER_UPLOAD, does: 'open that window', click: clickUpload },
  { id: ROSTER_CARDS, does: 'print the cards', click: clickCards },
  { id: ROSTER_WHICH, does: 'read that list', click: chooseRoster },
  { id: ROSTER_GO, does: 'import that list', click: goImport, once: true },
  { id: RUN_COMMAND, does: 'do that', click: runAgain },
  { id: QUOTA_ASK, does: 'ask AWS for that', click: askQuota, once: true },
  { id: ANNOUNCE_GO, does: 'announce that', click: announceGo, once: true },
  { id: PUSH_GO, does: 'push that file', click: goPush, once: true },
  { id: COLLECT_FIRST, does: 'collect their work', click: collectFirst, once: true },
  { id: ARCHIVE_CARDS, does: 'make those links', click: archiveCards },
  { id: AUDIT_OLDER, does: 'go on', click: auditOlder },
  { id: AUDIT_CSV, does: 'make that file', click: auditFile },
  { id: LOGS_FILE, does: 'read that log', click: logsFile },
  { id: HELP_TAKE, does: 'take that', click: takeHelp },
  { id: HELP_RESTART, does: 'restart that', click: restartHelp, once: true },
  { id: HELP_SWAP, does: 'swap that seat', click: swapHelp, once: true },
  { id: SWAP_GO, does: 'swap that seat', click: goSwap, once: true },
  { id: HELP_DONE, does: 'note that as done', click: finishHelp },
];

const SUBMITS: readonly { readonly id: string; readonly does: string; readonly submit: Submit }[] = [
  { id: NEW_WORKSHOP, does: 'make the workshop', submit: submitNew },
  { id: DESTROY_WORKSHOP, does: 'destroy it', submit: submitDestroy },
  { id: ROSTER_IMPORT, does: 'read that list', submit: submitRoster },
  { id: PUSH_FILE, does: 'take that file', submit: submitPush },
];

/** Ids of the crew's buttons and windows, as `registerStrays` takes them. */
export const CREW_IDS = {
  buttons: CLICKS.flatMap(({ id }) => [id, `${id}:`]),
  windows: SUBMITS.map(({ id }) => id),
};

/** The crew's buttons and modals. Every click and submission is checked anew: whoever sees a button need not be allowed it. */
export function registerActions(app: App, deps: HandlerDeps, progress: ProgressMessages): void {
  for (const clickable of CLICKS) {
    app.action<BlockAction<ButtonAction>>(new RegExp(`^${clickable.id}(?::|$)`), async (args) => {
      await args.ack();
      await clickedBy(args, deps, progress, clickable);
    });
  }
  for (const { id, does, submit } of SUBMITS) {
    app.view<ViewSubmitAction>(id, async ({ ack, body, view, context }) => {
      const by = body.user.id;
      const fallback = (message: Parameters<typeof tellPrivately>[3]) => tellPrivately(deps, by, by, message);
      await answering(deps.log, does, fallback, async () => {
        const guarded = { rights: await rightsOf(deps, by, fallback), least: leastFor(WINDOWS, id) };
        const refusal = refuseAnywhere(guarded, context.botUserId);
        if (refusal) {
          await ack();
          await fallback(refusal);
          return;
        }
        await submit({
          ...guarded,
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
  { id, does, click, once }: Clickable,
): Promise<void> {
  const by = body.user.id;
  const channel = body.channel?.id ?? by;
  const answer = respondPrivately(deps, respond, channel, by);
  await answering(deps.log, does, answer, async () => {
    const guarded = { rights: await rightsOf(deps, by, answer), least: leastFor(BUTTONS, id) };
    const refusal = refuseAnywhere(guarded, context.botUserId);
    if (refusal) {
      await answer(refusal);
      return;
    }
    if (once && !(await isFirstClick(deps, body, action))) {
      await answer(plain('Somebody clicked that a moment before you, so it is being done already.'));
      return;
    }
    await click({
      ...guarded,
      deps,
      progress,
      by,
      channel,
      triggerId: body.trigger_id,
      text: '',
      botUserId: context.botUserId,
      value: action.value ?? '',
      viewId: body.view?.id,
      answer,
      replace: replaceClicked(deps, respond, channel, by),
    });
  });
}
