import { allow } from './allow';
import { announce } from './announce';
import { assign } from './assign';
import { audit } from './audit';
import { cancel } from './cancel';
import { cards } from './cards';
import { close } from './close';
import { collect } from './collect';
import { crew } from './crew';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { doctor } from './doctor';
import { extend } from './extend';
import { files } from './files';
import { find } from './find';
import { health } from './health';
import { help } from './help';
import { limit } from './limit';
import { list } from './list';
import { logs } from './logs';
import { newWorkshop } from './new';
import { open } from './open';
import type { Registry } from './parse';
import { plan } from './plan';
import { receipt } from './receipt';
import { rehearse } from './rehearse';
import { release } from './release';
import { replace } from './replace';
import { restart } from './restart';
import { roster } from './roster';
import { scale } from './scale';
import { start } from './start';
import { status } from './status';
import { stop } from './stop';
import { stuck } from './stuck';
import { venue } from './venue';
import { swap } from './swap';
import { visit } from './visit';
import { waitlist } from './waitlist';

/** Slack's name for all of it. */
export const SLASH_COMMAND = '/workshop';

/** Every subcommand, in the order of a workshop's day: the only place that knows their names. */
export const registry: Registry = {
  commands: {
    help: help(() => registry),
    new: newWorkshop,
    list,
    plan,
    deploy,
    venue,
    allow,
    rehearse,
    roster,
    assign,
    release,
    cards,
    open,
    close,
    status,
    find,
    health,
    restart,
    replace,
    scale,
    stop,
    start,
    swap,
    stuck,
    cancel,
    extend,
    limit,
    waitlist,
    crew,
    logs,
    visit,
    announce,
    audit,
    files,
    collect,
    destroy,
    receipt,
    doctor,
  },
  synonyms: {
    '?': 'help',
    commands: 'help',
    create: 'deploy',
    up: 'deploy',
    launch: 'deploy',
    resume: 'deploy',
    make: 'new',
    add: 'new',
    ls: 'list',
    workshops: 'list',
    cost: 'status',
    costs: 'status',
    bill: 'status',
    invoice: 'receipt',
    price: 'plan',
    preview: 'plan',
    rehearsal: 'rehearse',
    dryrun: 'rehearse',
    network: 'venue',
    allowlist: 'allow',
    waiting: 'waitlist',
    noshows: 'waitlist',
    'no-shows': 'waitlist',
    unopened: 'waitlist',
    team: 'crew',
    helpers: 'crew',
    organisers: 'crew',
    shut: 'close',
    info: 'status',
    who: 'find',
    where: 'find',
    search: 'find',
    people: 'roster',
    participants: 'roster',
    give: 'assign',
    move: 'assign',
    free: 'release',
    unassign: 'release',
    card: 'cards',
    print: 'cards',
    seats: 'status',
    check: 'health',
    diagnose: 'doctor',
    diagnosis: 'doctor',
    checkup: 'doctor',
    selftest: 'doctor',
    troubleshoot: 'doctor',
    abort: 'cancel',
    budget: 'limit',
    prolong: 'extend',
    longer: 'extend',
    tell: 'announce',
    broadcast: 'announce',
    message: 'announce',
    say: 'announce',
    history: 'audit',
    journal: 'audit',
    log: 'logs',
    enter: 'visit',
    'look-in': 'visit',
    file: 'files',
    archive: 'collect',
    save: 'collect',
    gather: 'collect',
    sos: 'stuck',
    fix: 'restart',
    reboot: 'restart',
    sleep: 'stop',
    pause: 'stop',
    off: 'stop',
    wake: 'start',
    on: 'start',
    renew: 'replace',
    resize: 'scale',
    grow: 'scale',
    shrink: 'scale',
    end: 'destroy',
    finish: 'destroy',
    delete: 'destroy',
    down: 'destroy',
    remove: 'destroy',
  },
  fallback: 'help',
};
