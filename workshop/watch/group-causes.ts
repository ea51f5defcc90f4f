import type { SeatInspection } from '../ports/cloud';
import type { SeatLook } from '../running/watch-seats';
import { loadBalancerCount } from '../seat-plan';
import type { WorkshopSpec } from '../workshop';
import type { Cause, Remedy } from './incident';

/** From this many seats on, what they have in common is called their cause. */
const FEW = 3;
/** Share of the seats of a load balancer or zone that must be ill before it is to blame. */
const MOST_OF_THEM = 0.6;
/** Share of all other seats that may be ill beside it: more, and it is not this one's fault. */
const FEW_OTHERS = 0.3;
/** So large a share of all that nothing lies between Usher's own way and the fault. */
const NEARLY_ALL = 0.9;
/** Where so large a share fails, nothing is restarted before a person has looked. */
const MANY = 0.5;

export interface Looked {
  /** Every seat that was looked at, well or not. */
  readonly looks: readonly SeatLook[];
  readonly inspections: ReadonlyMap<number, SeatInspection>;
  /** Those of them that are believed to be broken, a part of `looks` by number. */
  readonly broken: readonly SeatLook[];
  /** Seats that were restarted as often as Usher does by itself. */
  readonly worn: ReadonlySet<number>;
}

/** Broken seats by what they have in common, the most telling first; each seat has one cause. Pure. */
export function groupCauses(spec: WorkshopSpec, looked: Looked): Cause[] {
  const causes: Cause[] = [];
  let rest = looked.broken;
  for (const find of FINDERS) {
    for (const { cause, seats } of find(spec, looked, rest)) {
      causes.push(cause);
      rest = rest.filter((look) => !seats.includes(look));
    }
  }
  return [...causes, ...rest.map((look) => alone(look, looked.worn.has(look.plan.no)))];
}

interface Found {
  readonly cause: Cause;
  readonly seats: readonly SeatLook[];
}

type Finder = (spec: WorkshopSpec, looked: Looked, rest: readonly SeatLook[]) => readonly Found[];

/** All seats run well on AWS, and none answers: it is the way from here to there. */
const ownWay: Finder = (_spec, { looks, inspections }, rest) => {
  const seats = rest.filter((look) => runsWell(look, inspections.get(look.plan.no)));
  if (seats.length < FEW || seats.length < looks.length * NEARLY_ALL) return [];
  const says = `AWS reports the seats well, and none answers Usher: its own address may be missing in the allow-list, or its network is disturbed`;
  return [found('reach', says, seats, 'tell')];
};

const loadBalancers: Finder = (spec, { looks, inspections }, rest) => {
  const unreached = rest.filter((look) => runsWell(look, inspections.get(look.plan.no)));
  const only = loadBalancerCount(spec) === 1;
  return shared(looks, unreached, ({ plan }) => String(plan.loadBalancer)).map(({ name, seats, of }) =>
    found(
      `load-balancer:${name}`,
      `${seats.length} of ${of} seats behind ${only ? 'the load balancer' : `load balancer ${name}`} do not answer, though AWS reports them well`,
      seats,
      'tell',
    ),
  );
};

const zones: Finder = (_spec, { looks, inspections }, rest) => {
  const zoneOf = ({ plan }: SeatLook): string | undefined => inspections.get(plan.no)?.zone;
  const blamed = shared(looks, rest.filter(hasHostFault), zoneOf);
  // What happens in all zones is no matter of one.
  if (blamed.length === new Set(looks.map(zoneOf)).size) return [];
  return blamed.map(({ name, seats, of }) =>
    found(`zone:${name}`, `${seats.length} of ${of} instances in zone ${name} fail`, seats, 'tell'),
  );
};

const database: Finder = (spec, { looks }, rest) => {
  const needing = new Set(spec.apps.flatMap((app) => (app.database ? [app.name] : [])));
  const seats = rest.filter(({ faults }) => faults.every(({ app }) => app !== undefined && needing.has(app)));
  if (needing.size === 0 || seats.length < FEW || seats.length < looks.length * MOST_OF_THEM) return [];
  const titles = spec.apps.filter(({ name }) => needing.has(name)).map(({ title }) => title);
  const says = `${titles.join(' and ')} ${titles.length === 1 ? 'fails' : 'fail'} at ${seats.length} of ${looks.length} seats at once: what they share is the database`;
  return [found('database', says, seats, 'tell')];
};

const many: Finder = (_spec, { looks }, rest) => {
  if (rest.length <= FEW || rest.length < looks.length * MANY || rest.every(isComing)) return [];
  const [reason, times] = commonest(rest);
  const why = times >= FEW ? `, most because ${reason}` : ', for different reasons';
  return [found('many', `${rest.length} of ${looks.length} seats fail at once${why}`, rest, 'tell')];
};

const sameReason: Finder = (_spec, { worn }, rest) => {
  const fresh = rest.filter(({ plan }) => !worn.has(plan.no));
  return [...byReason(fresh)].flatMap(([reason, seats]) =>
    seats.length < FEW ? [] : [found(`reason:${reason}`, reason, seats, remedyOf(seats))],
  );
};

/** The most telling first: what is left after one goes on to the next. */
const FINDERS: readonly Finder[] = [ownWay, loadBalancers, zones, database, many, sameReason];

function found(key: string, says: string, seats: readonly SeatLook[], remedy: Remedy): Found {
  const ill = seats.map(({ plan }) => plan.no);
  return { cause: { key, says, ill, apps: restartable(seats), remedy }, seats };
}

function alone(look: SeatLook, worn: boolean): Cause {
  const remedy = remedyOf([look]);
  const spent = worn && remedy === 'restart';
  const says = spent ? `${reasonOf(look)}, again after several restarts within the hour` : reasonOf(look);
  return found(`seat:${look.plan.no}`, says, [look], spent ? 'tell' : remedy).cause;
}

/** Groups of which most are ill while few of the others are. */
function shared(
  looks: readonly SeatLook[],
  ill: readonly SeatLook[],
  groupOf: (look: SeatLook) => string | undefined,
): { readonly name: string; readonly seats: readonly SeatLook[]; readonly of: number }[] {
  const names = [...new Set(ill.map(groupOf))].filter((name) => name !== undefined);
  const groups = names.map((name) => ({
    name,
    seats: ill.filter((look) => groupOf(look) === name),
    of: looks.filter((look) => groupOf(look) === name).length,
  }));
  const blamed = groups.filter(({ seats, of }) => seats.length >= FEW && seats.length >= of * MOST_OF_THEM);
  const isOther = (look: SeatLook): boolean => !blamed.some(({ name }) => name === groupOf(look));
  const others = looks.filter(isOther).length;
  return ill.filter(isOther).length <= others * FEW_OTHERS ? blamed : [];
}

const hasHostFault = ({ faults }: SeatLook): boolean => faults.some(({ app }) => app === undefined);
const isComing = ({ faults }: SeatLook): boolean => faults.every(({ mend }) => mend === 'wait');
const reasonOf = ({ faults }: SeatLook): string => faults.map(({ reason }) => reason).join('; ');

/** Whatever does not answer has a task that AWS has no complaint about. */
const runsWell = ({ faults }: SeatLook, inspection: SeatInspection | undefined): boolean =>
  inspection?.host === 'running' &&
  inspection.agentConnected &&
  faults.every(({ app }) => {
    const seen = app === undefined ? undefined : inspection.apps.get(app);
    return seen?.task === 'running' && seen.health === 'healthy';
  });

function remedyOf(seats: readonly SeatLook[]): Remedy {
  if (seats.every(isComing)) return 'wait';
  return seats.every(({ faults }) => faults.some(({ mend, app }) => mend === 'restart' && app !== undefined))
    ? 'restart'
    : 'tell';
}

const restartable = (seats: readonly SeatLook[]): string[] => [
  ...new Set(
    seats.flatMap(({ faults }) =>
      faults.flatMap(({ app, mend }) => (mend === 'restart' && app !== undefined ? [app] : [])),
    ),
  ),
];

function commonest(seats: readonly SeatLook[]): readonly [string, number] {
  const groups = [...byReason(seats)].map(([reason, all]) => [reason, all.length] as const);
  return groups.sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
}

function byReason(seats: readonly SeatLook[]): Map<string, SeatLook[]> {
  const groups = new Map<string, SeatLook[]>();
  for (const look of seats) groups.set(reasonOf(look), [...(groups.get(reasonOf(look)) ?? []), look]);
  return groups;
}
