import { isUshersOwn, type Incident } from '../../workshop/watch/incident';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, type Message, section, sections } from './blocks';
import { REPLACE_ASK } from './replace';
import { RESTART_GO } from './restart';
import { SIGNS } from './seat-map';
import { maySwap, SWAP_GO, swapButton, swapValue } from './swap';
import { clockTime, count, duration, escape, mention, person, seatNumbers } from './words';

/** Lines of what stands, and of what was mended lately; more are counted. */
const MOST_STANDING = 15;
const MOST_MENDED = 5;
const MOST_REASON = 240;
/** A restart that takes longer than this is a person's business. */
const LONG_MS = 8 * 60_000;

/** What the crew reads about the health of a workshop: one message, edited while anything is wrong and once all is well. */
export interface WatchView {
  readonly summary: WorkshopSummary;
  /** Of this message, oldest first. */
  readonly incidents: readonly Incident[];
  readonly now: Date;
}

const isStanding = ({ endedAt }: Incident): boolean => endedAt === undefined;

/** Whether somebody has to look: no restart mends it, or one should have long ago. */
export const needsSomebody = (incident: Incident, now: Date): boolean =>
  isStanding(incident) && (incident.remedy === 'tell' || now.getTime() - incident.openedAt.getTime() > LONG_MS);

export function watchMessage({ summary, incidents, now }: WatchView): Message {
  const { workshop, seats } = summary;
  const standing = incidents.filter(isStanding);
  const mended = incidents.filter(({ endedAt, absorbed }) => endedAt !== undefined && !absorbed);
  const ill = new Set(standing.filter((each) => !isUshersOwn(each)).flatMap((each) => each.ill));
  const there = seats.filter(({ state }) => state !== 'absent').length;
  const title =
    standing.length === 0
      ? `${SIGNS.ready} *All ${there} seats of ${workshop.spec.name} are fine again*, since ${clockTime(lastEnd(mended, now))}`
      : `${SIGNS.failing} *${workshop.spec.name}: ${there - ill.size} of ${count(there, 'seat')} fine*`;
  const lines = standing.slice(0, MOST_STANDING).map((each) => standingLine(summary, each, now));
  const hidden = standing.length - lines.length;
  const healed = mended.slice(-MOST_MENDED).map((each) => mendedLine(summary, each));
  const earlier = mended.length - healed.length;
  return {
    text: [title, ...lines].join(' '),
    blocks: [
      section(title),
      ...sections(hidden > 0 ? [...lines, `and ${hidden} more: \`/workshop health ${workshop.spec.name}\``] : lines),
      ...(healed.length === 0
        ? []
        : [context([...(earlier > 0 ? [`${earlier} mended earlier`] : []), ...healed].join('\n'))]),
    ],
  };
}

/** In its place once the workshop is destroyed. */
export const watchOver = ({ spec }: Workshop): Message =>
  plainLine(`*${spec.name}* is destroyed; its health is watched no more.`);

const lastEnd = (mended: readonly Incident[], now: Date): Date =>
  new Date(Math.max(...mended.map(({ endedAt }) => endedAt?.getTime() ?? 0), 0) || now.getTime());

function standingLine(summary: WorkshopSummary, incident: Incident, now: Date): string {
  const since = `since ${clockTime(incident.openedAt)}`;
  return `${needsSomebody(incident, now) ? SIGNS.failing : SIGNS.starting} ${whatIsWrong(summary, incident)} · ${doing(incident)}, ${since}`;
}

function doing({ remedy, restarts }: Incident): string {
  if (remedy === 'wait') return 'coming by itself';
  if (remedy === 'restart') return restarts > 1 ? `restarting, ${restarts} times so far` : 'restarting';
  return restarts > 0 ? `${count(restarts, 'restart')} did not help` : 'needs a person';
}

/** `*7* @grace: Jupyter is not running`, or a shared cause with its seats. */
function whatIsWrong(summary: WorkshopSummary, { key, says, ill, seats }: Incident): string {
  const reason = clip(escape(says), MOST_REASON);
  const numbers = ill.length > 0 ? ill : seats;
  if (key.startsWith('seat:')) return `*${numbers[0] ?? key.slice(5)}*${sitterOf(summary, numbers[0])}: ${reason}`;
  return numbers.length === 0 ? `*${reason}*` : `*${reason}*: seats ${seatNumbers(numbers)}`;
}

function sitterOf({ seats, participants }: WorkshopSummary, no: number | undefined): string {
  const owner = seats.find((seat) => seat.no === no)?.owner;
  const sitter = participants.find(({ id }) => id === owner);
  return sitter === undefined ? '' : ` ${person(sitter)}`;
}

function mendedLine(summary: WorkshopSummary, incident: Incident): string {
  const took = duration((incident.endedAt?.getTime() ?? 0) - incident.openedAt.getTime());
  const how = incident.restarts === 0 ? '' : ` after ${count(incident.restarts, 'restart')}`;
  return `${SIGNS.ready} ${whatIsWrong(summary, { ...incident, ill: [] })} · mended${how}, took ${took}`;
}

/** A line of the thread. */
export interface WatchLine {
  readonly incident: Incident;
  /** Under which it is told once. */
  readonly key: string;
  readonly message: Message;
}

/** What the thread should know by now; a line that needs somebody mentions them, and has a button where one helps. */
export function watchLines({ summary, incidents, now }: WatchView): WatchLine[] {
  const { workshop } = summary;
  return incidents.flatMap((incident) => {
    const what = whatIsWrong(summary, incident);
    const line = (key: string, message: Message): WatchLine => ({ incident, key, message });
    if (incident.absorbed) return [];
    if (incident.endedAt !== undefined) {
      const told = incident.told.includes('opened') || incident.told.includes('needs somebody');
      return told ? [line('mended', plainLine(mendedLine(summary, incident)))] : [];
    }
    if (needsSomebody(incident, now)) return [line('needs somebody', callSomebody(workshop, incident, what))];
    const news = incident.remedy === 'wait' ? 'It is coming by itself.' : 'I am restarting it.';
    return [line('opened', plainLine(`${SIGNS.starting} ${what}. ${news}`))];
  });
}

const plainLine = (text: string): Message => ({ text, blocks: [section(text)] });

function callSomebody(workshop: Workshop, incident: Incident, what: string): Message {
  const { restarts, apps, ill, key } = incident;
  const [only] = ill;
  const single = key.startsWith('seat:') && apps.length > 0 && only !== undefined;
  // Of one seat, and no app of it can be restarted.
  const isHost = key.startsWith('seat:') && apps.length === 0;
  const tried =
    restarts > 0 || single
      ? ' Restarting has not mended it, so I leave it to you.'
      : isUshersOwn(incident)
        ? ' I judge and restart no seat while that lasts, and tell no participant.'
        : ' A restart would not mend that, so I have done nothing; whoever sits there knows that it is known.';
  const says = `${mention(workshop.createdBy)} ${SIGNS.failing} ${what}.${tried}`;
  const mends = single
    ? [
        button(RESTART_GO, 'Restart it once more', {
          value: JSON.stringify({ workshop: workshop.id, seats: { kind: 'range', from: only, to: only }, apps }),
        }),
      ]
    : [
        ...(key.startsWith('seat:') && only !== undefined && maySwap(workshop.spec, only)
          ? [swapButton(SWAP_GO, only, swapValue(workshop, only))]
          : []),
        ...(isHost && only !== undefined
          ? [button(REPLACE_ASK, 'Replace…', { value: JSON.stringify({ workshop: workshop.id, seat: only }) })]
          : []),
      ];
  return {
    text: says,
    blocks: [
      section(says),
      ...(mends.length > 0 ? [actions('watch', mends)] : []),
      ...(single
        ? []
        : [context(`\`/workshop health ${workshop.spec.name}\` looks at every seat anew and says more.`)]),
    ],
  };
}
