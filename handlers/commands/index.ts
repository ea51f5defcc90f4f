import { deploy } from './deploy';
import { destroy } from './destroy';
import { doctor } from './doctor';
import { health } from './health';
import { help } from './help';
import { list } from './list';
import { newWorkshop } from './new';
import { open } from './open';
import type { Registry } from './parse';
import { plan } from './plan';
import { restart } from './restart';
import { status } from './status';
import { stuck } from './stuck';

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
    stuck,
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
    sos: 'stuck',
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
