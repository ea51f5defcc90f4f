import { touchesSeats, type OperationKind } from '../../workshop/operation';
import type { OperationView } from '../../workshop/usher/operations';
import { archiveStays } from './archive';
import { clip, context, type Message, section } from './blocks';
import { stayOf } from '../../workshop/errand';
import { THEN } from './cancel';
import { placesOf } from './places';
import { isAsAsked, seatsDone, seatsInQuestion, subject, sumOf } from './progress';
import { admitted } from './allow';
import { rehearsalEnd } from './rehearsal';
import { venueUp } from './venue';
import { swapEnd } from './swap';
import { count, dayAndTime, duration, escape, mention, money, seatNumbers } from './words';

/** The new line at the end of an operation: it mentions who started it, says how it ended and what to do next. */
export function endMessage(view: OperationView): Message {
  const { operation } = view;
  const { state, kind } = operation;
  if (kind === 'rehearse') return rehearsalEnd(view);
  const said =
    kind === 'swap'
      ? swapEnd(view, lasted(view))
      : state === 'failed'
        ? failed(view)
        : state === 'cancelled'
          ? cancelled(view)
          : SAY[kind](view);
  const line = `${mention(operation.startedBy)} ${said.line}`;
  return {
    text: clip(`${line} ${said.next}`, 1500),
    blocks: [section(line), ...(said.next === '' ? [] : [context(said.next)])],
  };
}

interface Said {
  readonly line: string;
  readonly next: string;
}

const done = (view: OperationView): Said => ({ line: `✅ ${subject(view)}, after ${lasted(view)}.`, next: '' });

const SAY: Readonly<Record<Exclude<OperationKind, 'rehearse' | 'swap'>, (view: OperationView) => Said>> = {
  deploy: deployed,
  destroy: destroyed,
  scale: scaled,
  replace: replaced,
  stop: stopped,
  start: started,
  restart: restarted,
  allow: (view) => ({
    line: `✅ ${subject(view)}, after ${lasted(view)}: it lets in ${admitted(view.workshop.spec.allow)}.`,
    next: 'No seat was touched.',
  }),
  venue: (view) =>
    view.venue?.address === undefined ? done(view) : venueUp(view.workshop, view.venue, view.operation.problem),
  'venue-end': done,
};

function deployed(view: OperationView): Said {
  const { workshop, operation, hourly } = view;
  const name = workshop.spec.name;
  const open = workshop.openedAt
    ? 'Participants who wait get their card now.'
    : `Next: \`/workshop open ${name}\`, and participants may have their cards.`;
  if (operation.state === 'succeeded') {
    return {
      line: `✅ *${name}* is up: ${count(workshop.spec.seats, 'seat')} ready after ${lasted(view)}, ${money(hourly)} an hour${untilEnd(view)}.`,
      next: open,
    };
  }
  const missing = unfinished(view);
  return {
    line: `⚠️ *${name}*: ${seatsDone(view)} of ${workshop.spec.seats} ready after ${lasted(view)}; not ready: ${seatNumbers(missing)}.`,
    next: `\`/workshop deploy ${name}\` takes it up again and replaces nothing that is sound. ${open}`,
  };
}

/** `, about $163 until Tue 17:30`: what the rest will cost. */
function untilEnd({ workshop: { endsAt }, hourly, now }: OperationView): string {
  const hours = endsAt ? (endsAt.getTime() - now.getTime()) / 3_600_000 : 0;
  return endsAt && hours > 0 ? `, about ${money(hourly * hours)} more until ${dayAndTime(endsAt)}` : '';
}

function destroyed(view: OperationView): Said {
  const { workshop, operation, spent, leftovers, steps } = view;
  const name = workshop.spec.name;
  const gone = steps.filter(({ state }) => state === 'done').length;
  const proof =
    leftovers === undefined
      ? 'AWS was not asked for leftovers.'
      : leftovers.length === 0
        ? 'AWS lists nothing any more that carries its tag.'
        : `AWS still lists ${count(leftovers.length, 'resource')} with its tag:\n${leftoverList(leftovers)}`;
  if (operation.state === 'succeeded') {
    return {
      line: `✅ *${name}* is gone: ${count(workshop.spec.seats, 'seat')}, ${gone} of ${count(steps.length, 'stack')}, after ${lasted(view)}. ${proof}`,
      next: `It cost about ${money(spent)} by its price an hour; traffic comes on top. Nothing of it costs anything from now on${leftovers?.length ? ', but for what is listed above' : ''}. ${archiveStays(stayOf(view.archives))}`.trim(),
    };
  }
  return {
    line: `⚠️ *${name}* is not all gone: ${gone} of ${count(steps.length, 'stack')}. ${proof}`,
    next: `About ${money(spent)} so far, and what is left goes on costing. \`/workshop destroy ${name}\` takes it up again.`,
  };
}

function scaled(view: OperationView): Said {
  const { workshop, operation, hourly, leftovers } = view;
  const { name } = workshop.spec;
  const { seats = workshop.spec.seats, spares = 0 } = operation.scaling?.after ?? {};
  const left = leftovers?.length
    ? ` AWS still lists ${count(leftovers.length, 'resource')} of what is to go:\n${leftoverList(leftovers)}`
    : leftovers
      ? ' AWS lists nothing any more of the seats that went.'
      : '';
  const missing = unfinished(view);
  if (operation.state === 'succeeded') {
    return {
      line: `✅ *${name}* has ${placesOf({ seats, spares })} now, after ${lasted(view)}, for ${money(hourly)} an hour${untilEnd(view)}.${left}`,
      next:
        missing.length === 0 && leftovers === undefined ? 'Those who waited for a seat get theirs by themselves.' : '',
    };
  }
  const ill = missing.length === 0 ? '' : ` not ready: ${seatNumbers(missing)}.`;
  return {
    line: `⚠️ *${name}* is not all as asked after ${lasted(view)}:${ill}${left || (missing.length === 0 ? ' something of what is to go is left.' : '')}`,
    next:
      missing.length === 0
        ? `What is left goes on costing. \`/workshop scale ${seats - spares} ${name}\` takes it up again.`
        : `\`/workshop deploy ${name}\` takes it up again and replaces nothing that is sound.`,
  };
}

function replaced(view: OperationView): Said {
  const missing = unfinished(view);
  if (missing.length === 0) {
    return { line: `✅ ${subject(view)}: back after ${lasted(view)}, with the same address and password.`, next: '' };
  }
  return {
    line: `⚠️ ${subject(view)}: ${count(missing.length, 'seat')} not back: ${seatNumbers(missing)}.`,
    next: `\`/workshop health ${view.workshop.spec.name}\` says why.`,
  };
}

function stopped(view: OperationView): Said {
  const { workshop, hourly } = view;
  const { name } = workshop.spec;
  const on = unfinished(view);
  const line =
    on.length === 0
      ? `💤 *${name}* is off after ${lasted(view)}: ${money(hourly)} an hour from now on.`
      : `⚠️ *${name}*: ${count(on.length, 'seat')} not off yet: ${seatNumbers(on)}.`;
  return {
    line,
    next: `\`/workshop start ${name}\` turns it on again, \`/workshop start ${name} --at 08:00\` does so by itself. Addresses and passwords stay.`,
  };
}

function started(view: OperationView): Said {
  const { workshop, hourly } = view;
  const { name } = workshop.spec;
  const missing = unfinished(view);
  if (missing.length === 0) {
    return {
      line: `✅ *${name}* is on again: ${count(workshop.spec.seats, 'seat')} ready after ${lasted(view)}, ${money(hourly)} an hour${untilEnd(view)}.`,
      next: '',
    };
  }
  const off = view.seats.filter(({ state }) => state === 'stopped').map(({ no }) => no);
  return {
    line: `⚠️ *${name}* is on again, but ${count(missing.length, 'seat')} not ready: ${seatNumbers(missing)}.`,
    next:
      off.length > 0
        ? `AWS could not turn on ${seatNumbers(off)}: \`/workshop start ${name}\` tries again, \`/workshop replace\` gives a seat a new instance.`
        : `\`/workshop health ${name}\` says why.`,
  };
}

function restarted(view: OperationView): Said {
  const missing = unfinished(view);
  if (missing.length === 0) return { line: `✅ ${subject(view)}: back after ${lasted(view)}.`, next: '' };
  return {
    line: `⚠️ ${subject(view)}: ${count(missing.length, 'seat')} not back: ${seatNumbers(missing)}.`,
    next: `\`/workshop health ${view.workshop.spec.name}\` says why.`,
  };
}

/** What takes up again what has nothing to do with seats. */
const AGAIN = {
  allow: '/workshop allow <the same addresses>',
  venue: '/workshop venue',
  'venue-end': '/workshop venue end',
} as const;

function failed(view: OperationView): Said {
  const { problem } = view.operation;
  const name = view.workshop.spec.name;
  if (!touchesSeats(view.operation.kind)) {
    const line = `❌ ${subject(view)} ${problem ? escape(`${problem.summary} ${problem.next}`) : 'The thread above says why.'}`;
    return { line, next: `\`${AGAIN[view.operation.kind as keyof typeof AGAIN]}\` takes it up again.` };
  }
  const again = {
    deploy: `/workshop deploy ${name}`,
    destroy: `/workshop destroy ${name}`,
    scale: `/workshop deploy ${name}`,
    replace: `/workshop health ${name}`,
    stop: `/workshop stop ${name}`,
    start: `/workshop start ${name}`,
    restart: '/workshop health',
  };
  return {
    line: `❌ ${subject(view)} ${problem ? escape(`${problem.summary} ${problem.next}`) : 'The thread above says why.'}`,
    next: `${sumOf(view, seatsInQuestion(view))}. Afterwards \`${again[view.operation.kind as keyof typeof again]}\` takes it up again; nothing that is sound is replaced.`,
  };
}

function cancelled(view: OperationView): Said {
  const { operation, workshop, steps, hourly } = view;
  const by =
    operation.cancelledBy === undefined || operation.cancelledBy === 'usher'
      ? ''
      : ` by ${mention(operation.cancelledBy)}`;
  const { name } = workshop.spec;
  const why = operation.problem ? ` ${escape(operation.problem.summary)}` : '';
  const line = `⏹️ ${subject(view)}, stopped${by} after ${lasted(view)}.${why}`;
  if (!touchesSeats(operation.kind)) {
    return { line, next: `\`${AGAIN[operation.kind as keyof typeof AGAIN]}\` takes it up again.` };
  }
  if (operation.kind === 'restart' || operation.kind === 'replace') {
    return { line, next: `\`/workshop health ${name}\` says how the seats are.` };
  }
  if (operation.kind !== 'deploy' && operation.kind !== 'destroy') return { line, next: THEN[operation.kind] };
  const done = steps.filter(({ state }) => state === 'done').length;
  const half = steps.filter(({ state, attempt }) => state === 'stopped' && attempt > 0).length;
  const halves = half === 0 ? '' : `, ${half} half-way`;
  const far = `${done} of ${count(steps.length, 'stack')} ${operation.kind === 'destroy' ? 'gone' : 'up'}${halves}, ${seatsDone(view)} of ${count(workshop.spec.seats, 'seat')} ${operation.kind === 'destroy' ? 'gone' : 'ready'}.`;
  return {
    line: `${line} ${far}`,
    next: `What exists goes on costing, at most ${money(hourly)} an hour. \`/workshop deploy ${name}\` goes on and replaces nothing that is sound; \`/workshop destroy ${name}\` removes all of it.`,
  };
}

const unfinished = (view: OperationView): number[] => {
  return seatsInQuestion(view)
    .filter((seat) => !isAsAsked(view, seat))
    .map(({ no }) => no);
};

const lasted = ({ operation, now }: OperationView): string =>
  duration((operation.endedAt ?? now).getTime() - operation.startedAt.getTime());

const leftoverList = (arns: readonly string[]): string => {
  const shown = arns.slice(0, 10).map((arn) => `• \`${escape(clip(arn, 150))}\``);
  return arns.length > 10 ? [...shown, `• and ${arns.length - 10} more`].join('\n') : shown.join('\n');
};
