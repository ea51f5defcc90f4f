import { isAbout, touchesSeats, type Operation } from '../../workshop/operation';
import type { OperationView } from '../../workshop/usher/operations';
import type { Workshop } from '../../workshop/workshop';
import { OPERATION_WORDS } from './operation-words';
import { placesOf } from './places';
import { plain } from './refusals';
import { channelMention, clockTime, count, dayAndTime, mention } from './words';
import type { Message } from './blocks';

/** Who started what is running, and how far it is. */
export function alreadyRunning(workshop: Workshop, operation: Operation, view: OperationView | undefined): Message {
  const { name } = workshop.spec;
  const far = view === undefined || !touchesSeats(operation.kind) ? '' : ` ${howFar(view)}`;
  const where = operation.message ? ` Follow it in ${channelMention(operation.message.channel)}.` : '';
  return plain(
    `*${name}* is ${OPERATION_WORDS[operation.kind].being} already: ${mention(operation.startedBy)} started it ${dayAndTime(operation.startedAt)}.${far}${where}`,
  );
}

/** `61 of 83 seats ready, done about 07:19.` */
export function howFar({ operation, seats, steps, expectedAt }: OperationView): string {
  const about = expectedAt ? `, done about ${clockTime(expectedAt)}` : '';
  if (operation.kind === 'destroy') {
    const done = steps.filter((step) => step.state === 'done').length;
    return `${done} of ${count(steps.length, 'stack')} gone${about}.`;
  }
  if (!touchesSeats(operation.kind) || operation.kind === 'swap') return '';
  if (
    operation.kind === 'scale' &&
    operation.scaling &&
    operation.scaling.after.seats < operation.scaling.before.seats
  ) {
    const done = steps.filter((step) => step.state === 'done').length;
    return `${done} of ${count(steps.length, 'stack')} done${about}.`;
  }
  if (operation.kind === 'stop') {
    const off = seats.filter((seat) => seat.state === 'stopped').length;
    return `${off} of ${count(seats.length, 'seat')} off.`;
  }
  const mine = seats.filter(({ no }) => isAbout(operation, no));
  const ready = mine.filter((seat) => seat.state === 'ready').length;
  return `${ready} of ${count(mine.length, 'seat')} ready${about}.`;
}

/** Nothing is left to deploy. */
export const allReady = (workshop: Workshop): Message =>
  plain(
    workshop.spec.seats === 1
      ? `*${workshop.spec.name}* is deployed and its seat is ready. Nothing to do.`
      : `*${workshop.spec.name}* is deployed: all ${placesOf(workshop.spec)} are ready. Nothing to do.`,
  );

/** Nothing is left to deploy but what changed of the files. */
export const filesSent = (workshop: Workshop): Message =>
  plain(
    `*${workshop.spec.name}* is deployed and all seats are ready. I am sending what changed of its files; a seat takes that up when its first app starts the next time: \`/workshop restart all ${workshop.spec.apps[0]?.name ?? ''}\`.`,
  );

/** What takes the place of the confirmation once it was given. */
export const deployStarted = (workshop: Workshop): Message =>
  plain(
    `Deploying *${workshop.spec.name}*. One message in ${channelMention(workshop.crewChannel)} shows how far it is.`,
  );

export const destroyStarted = (workshop: Workshop): Message =>
  plain(
    `Destroying *${workshop.spec.name}*. One message in ${channelMention(workshop.crewChannel)} shows what is gone and what is left.`,
  );

export const notNow: Message = plain('Not now, then. Nothing was done.');
