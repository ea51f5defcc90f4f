import type { Least } from '../../workshop/crew';
import { CANCEL } from '../views/cancel';
import { ARCHIVE_CARDS, ARCHIVE_LINK } from '../views/archive';
import { CHOOSE_WORKSHOP } from '../views/choose-workshop';
import { FREE_LEFT, OFFER_UNOPENED } from '../views/waitlist';
import { EXTEND } from '../views/ends';
import { LIMIT_EXTEND } from '../views/limit';
import { RECEIPT_FILE } from '../views/receipt';
import { COLLECT_FIRST, DESTROY_WORKSHOP } from '../views/destroy-modal';
import { MEND_ALL, MEND_SEAT } from '../views/health';
import { SHOW_HELP } from '../views/help';
import { NEW_WORKSHOP } from '../views/new-modal';
import { OPEN_APP, PAGE, PAGE_STILL, RESTART_APP, STUCK } from '../views/card';
import { CHOOSE_SEAT, GET_SEAT } from '../views/participant-answers';
import { ASSIGN_MOVE, RELEASE_GO } from '../views/assign';
import { ROSTER_CARDS, ROSTER_CSV, ROSTER_UPLOAD } from '../views/roster';
import { ROSTER_GO, ROSTER_IMPORT, ROSTER_WHICH } from '../views/roster-import';
import { ALLOW_GO } from '../views/allow';
import { ANNOUNCE_GO } from '../views/announce';
import { AUDIT_CSV, AUDIT_OLDER } from '../views/audit';
import { LOGS_FILE } from '../views/logs';
import { RUN_COMMAND } from '../views/run-button';
import { QUOTA_ASK } from '../views/quota';
import { HELP_DONE, HELP_RESTART, HELP_SWAP, HELP_TAKE } from '../views/help-request';
import { SOLVED } from '../views/stuck';
import { PUSH_FILE, PUSH_GO } from '../views/push';
import { DEPLOY_ASK, DEPLOY_GO, NOT_NOW } from '../views/plan';
import { REHEARSE_GO, REHEARSE_KEEP } from '../views/rehearsal';
import { RESTART_GO } from '../views/restart';
import { VENUE_END, VENUE_GO } from '../views/venue';
import { REPLACE_ASK, REPLACE_GO } from '../views/replace';
import { START_GO, STOP_GO } from '../views/rest';
import { SCALE_GO } from '../views/scale';
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
  venue: 'organiser',
  allow: 'organiser',
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
  // It may cost somebody what they saved, and more than helpers are asked to decide.
  replace: 'organiser',
  scale: 'organiser',
  stop: 'organiser',
  start: 'organiser',
  swap: 'helper',
  stuck: 'helper',
  logs: 'helper',
  visit: 'helper',
  announce: 'organiser',
  files: 'organiser',
  collect: 'organiser',
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
  [ALLOW_GO]: 'organiser',
  [VENUE_GO]: 'organiser',
  [VENUE_END]: 'organiser',
  [REHEARSE_KEEP]: 'organiser',
  [NOT_NOW]: 'helper',
  // What it stands for asks for itself.
  [RUN_COMMAND]: 'helper',
  [QUOTA_ASK]: 'organiser',
  [ANNOUNCE_GO]: 'organiser',
  [PUSH_GO]: 'organiser',
  [COLLECT_FIRST]: 'organiser',
  [ARCHIVE_CARDS]: 'organiser',
  [AUDIT_OLDER]: 'organiser',
  [AUDIT_CSV]: 'organiser',
  [LOGS_FILE]: 'helper',
  [CANCEL]: 'organiser',
  [EXTEND]: 'organiser',
  [LIMIT_EXTEND]: 'organiser',
  [RECEIPT_FILE]: 'organiser',
  [RESTART_GO]: 'helper',
  [REPLACE_ASK]: 'organiser',
  [REPLACE_GO]: 'organiser',
  [SCALE_GO]: 'organiser',
  [STOP_GO]: 'organiser',
  [START_GO]: 'organiser',
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
  [ARCHIVE_LINK]: 'everyone',
};

/** For each window, by callback id. */
export const WINDOWS: Table = {
  [NEW_WORKSHOP]: 'house',
  [DESTROY_WORKSHOP]: 'organiser',
  [ROSTER_IMPORT]: 'organiser',
  [PUSH_FILE]: 'organiser',
};

/** What a table says; what it does not know is for nobody but organisers of every workshop. */
export const leastFor = (table: Table, name: string): Least =>
  (Object.hasOwn(table, name) ? table[name] : undefined) ?? 'house';
