import type { OperationView } from '../../workshop/usher/operations';
import { clip, context, type Message, section } from './blocks';
import { seatsDone, seatsInQuestion, subject } from './progress';
import { rehearsalEnd } from './rehearsal';
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

const SAY = {
  deploy: deployed,
  destroy: destroyed,
  restart: restarted,
  allow: done,
  venue: done,
  'venue-end': done,
} as const;

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
      next: `It cost about ${money(spent)} by its price an hour; traffic comes on top. Nothing of it costs anything from now on${leftovers?.length ? ', but for what is listed above' : ''}.`,
    };
  }
  return {
    line: `⚠️ *${name}* is not all gone: ${gone} of ${count(steps.length, 'stack')}. ${proof}`,
    next: `About ${money(spent)} so far, and what is left goes on costing. \`/workshop destroy ${name}\` takes it up again.`,
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

function failed(view: OperationView): Said {
  const { problem } = view.operation;
  const name = view.workshop.spec.name;
  const again = {
    deploy: `/workshop deploy ${name}`,
    destroy: `/workshop destroy ${name}`,
    restart: '/workshop health',
    rehearse: `/workshop rehearse ${name}`,
    allow: '/workshop allow',
    venue: '/workshop venue',
    'venue-end': '/workshop venue end',
    swap: '/workshop swap',
  };
  return {
    line: `❌ ${subject(view)} ${problem ? escape(`${problem.summary} ${problem.next}`) : 'The thread above says why.'}`,
    next: `${seatsDone(view)} of ${seatsInQuestion(view).length} seats are as asked. Afterwards \`${again[view.operation.kind]}\` takes it up again; nothing that is sound is replaced.`,
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
  if (operation.kind === 'restart') return { line, next: `\`/workshop health ${name}\` says how the seats are.` };
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
  const wanted = view.operation.kind === 'destroy' ? 'absent' : 'ready';
  return seatsInQuestion(view)
    .filter(({ state }) => state !== wanted)
    .map(({ no }) => no);
};

const lasted = ({ operation, now }: OperationView): string =>
  duration((operation.endedAt ?? now).getTime() - operation.startedAt.getTime());

const leftoverList = (arns: readonly string[]): string => {
  const shown = arns.slice(0, 10).map((arn) => `• \`${escape(clip(arn, 150))}\``);
  return arns.length > 10 ? [...shown, `• and ${arns.length - 10} more`].join('\n') : shown.join('\n');
};
