import { announce } from './announce';
import { audit } from './audit';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { doctor } from './doctor';
import { health } from './health';
import { help } from './help';
import { list } from './list';
import { logs } from './logs';
import { newWorkshop } from './new';
import { open } from './open';
import type { Registry } from './parse';
import { plan } from './plan';
import { restart } from './restart';
import { status } from './status';
import { visit } from './visit';

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
    open,
    status,
    health,
    restart,
    logs,
    visit,
    announce,
    audit,
    destroy,
    doctor,
  },
  synonyms: {
    '?': 'help',
    commands: 'help',
    create: 'deploy',
    up: 'deploy',
    launch: 'deploy',
    start: 'deploy',
    resume: 'deploy',
    make: 'new',
    add: 'new',
    ls: 'list',
    workshops: 'list',
    cost: 'status',
    costs: 'status',
    bill: 'status',
    price: 'plan',
    preview: 'plan',
    who: 'status',
    find: 'status',
    info: 'status',
    seats: 'status',
    check: 'health',
    diagnose: 'doctor',
    diagnosis: 'doctor',
    checkup: 'doctor',
    selftest: 'doctor',
    troubleshoot: 'doctor',
    tell: 'announce',
    broadcast: 'announce',
    message: 'announce',
    say: 'announce',
    history: 'audit',
    journal: 'audit',
    log: 'logs',
    enter: 'visit',
    'look-in': 'visit',
    fix: 'restart',
    reboot: 'restart',
    end: 'destroy',
    finish: 'destroy',
    delete: 'destroy',
    down: 'destroy',
    remove: 'destroy',
  },
  fallback: 'help',
};
