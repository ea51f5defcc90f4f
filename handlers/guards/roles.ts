import type { Least } from '../../workshop/crew';
import { CANCEL } from '../views/cancel';
import { CHOOSE_WORKSHOP } from '../views/choose-workshop';
import { FREE_LEFT, OFFER_UNOPENED } from '../views/waitlist';
import { EXTEND } from '../views/ends';
import { LIMIT_EXTEND } from '../views/limit';
import { RECEIPT_FILE } from '../views/receipt';
import { DESTROY_WORKSHOP } from '../views/destroy-modal';
import { MEND_ALL, MEND_SEAT } from '../views/health';
import { SHOW_HELP } from '../views/help';
import { NEW_WORKSHOP } from '../views/new-modal';
import { OPEN_APP, PAGE, PAGE_STILL, RESTART_APP, STUCK } from '../views/card';
import { CHOOSE_SEAT, GET_SEAT } from '../views/participant-answers';
import { ASSIGN_MOVE, RELEASE_GO } from '../views/assign';
import { ROSTER_CARDS, ROSTER_CSV, ROSTER_UPLOAD } from '../views/roster';
import { ROSTER_GO, ROSTER_IMPORT, ROSTER_WHICH } from '../views/roster-import';
import { ANNOUNCE_GO } from '../views/announce';
import { AUDIT_CSV, AUDIT_OLDER } from '../views/audit';
import { LOGS_FILE } from '../views/logs';
import { RUN_COMMAND } from '../views/run-button';
import { QUOTA_ASK } from '../views/quota';
import { HELP_DONE, HELP_RESTART, HELP_SWAP, HELP_TAKE } from '../views/help-request';
import { SOLVED } from '../views/stuck';
import { DEPLOY_ASK, DEPLOY_GO, NOT_NOW } from '../views/plan';
import { REHEARSE_GO, REHEARSE_KEEP } from '../views/rehearsal';
import { RESTART_GO } from '../views/restart';
import { SWAP_GO } from '../views/swap';

type Table = Readonly<Record<string, Least>>;

/** The least that somebody must be for each subcommand of `/workshop`, and for a part of one that takes more. */
export const COMMANDS: Table = {
  help: 'everyone',
  new: 'house',
  list: 'organiser',
  plan: 'organiser',
  deploy: 'organiser',
  rehearse: 'organiser',
  roster: 'helper',
  'roster csv': 'organiser',
  'roster import': 'organiser',
  assign: 'organiser',
  release: 'organiser',
  cards: 'organiser',
  find: 'helper',
  open: 'organiser',
  close: 'organiser',
  status: 'helper',
  health: 'helper',
  restart: 'helper',
  swap: 'helper',
  stuck: 'helper',
  logs: 'helper',
  visit: 'helper',
  announce: 'organiser',
  audit: 'organiser',
  cancel: 'organiser',
  extend: 'organiser',
  limit: 'organiser',
  waitlist: 'helper',
  crew: 'helper',
  'crew add': 'organiser',
  'crew remove': 'organiser',
  destroy: 'organiser',
  receipt: 'organiser',
  doctor: 'house',
};

/** For each button, by action id. A participant's own buttons look up who clicked, and act on their seat alone. */
export const BUTTONS: Table = {
  [SHOW_HELP]: 'everyone',
  [CHOOSE_WORKSHOP]: 'helper',
  [DEPLOY_ASK]: 'organiser',
  [DEPLOY_GO]: 'organiser',
  [REHEARSE_GO]: 'organiser',
  [REHEARSE_KEEP]: 'organiser',
  [NOT_NOW]: 'helper',
  // What it stands for asks for itself.
  [RUN_COMMAND]: 'helper',
  [QUOTA_ASK]: 'organiser',
  [ANNOUNCE_GO]: 'organiser',
  [AUDIT_OLDER]: 'organiser',
  [AUDIT_CSV]: 'organiser',
  [LOGS_FILE]: 'helper',
  [CANCEL]: 'organiser',
  [EXTEND]: 'organiser',
  [LIMIT_EXTEND]: 'organiser',
  [RECEIPT_FILE]: 'organiser',
  [RESTART_GO]: 'helper',
  [HELP_TAKE]: 'helper',
  [HELP_RESTART]: 'helper',
  [HELP_SWAP]: 'helper',
  [SWAP_GO]: 'helper',
  [HELP_DONE]: 'helper',
  [MEND_SEAT]: 'helper',
  [MEND_ALL]: 'helper',
  [OFFER_UNOPENED]: 'organiser',
  [FREE_LEFT]: 'organiser',
  [ASSIGN_MOVE]: 'organiser',
  [RELEASE_GO]: 'organiser',
  [ROSTER_CSV]: 'organiser',
  [ROSTER_UPLOAD]: 'organiser',
  [ROSTER_CARDS]: 'organiser',
  [ROSTER_WHICH]: 'organiser',
  [ROSTER_GO]: 'organiser',
  [GET_SEAT]: 'everyone',
  [CHOOSE_SEAT]: 'everyone',
  [OPEN_APP]: 'everyone',
  [RESTART_APP]: 'everyone',
  [STUCK]: 'everyone',
  [PAGE]: 'everyone',
  [PAGE_STILL]: 'everyone',
  [SOLVED]: 'everyone',
};

/** For each window, by callback id. */
export const WINDOWS: Table = {
  [NEW_WORKSHOP]: 'house',
  [DESTROY_WORKSHOP]: 'organiser',
  [ROSTER_IMPORT]: 'organiser',
};

/** What a table says; what it does not know is for nobody but organisers of every workshop. */
export const leastFor = (table: Table, name: string): Least =>
  (Object.hasOwn(table, name) ? table[name] : undefined) ?? 'house';
