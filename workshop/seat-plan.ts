import type { AppSpec } from './apps';
import type { Workshop, WorkshopSpec } from './workshop';

/** With `ports`, the most listeners an ALB takes is 50; one is the redirect on port 80. */
const SEAT_LISTENERS_PER_LOAD_BALANCER = 49;
const MOST_SEATS_PER_LOAD_BALANCER = 20;
/** With `hosts`, an ALB takes 100 rules and, never more, 100 target groups: 48 seats of two apps leave four of each. */
const HOST_RULES_PER_LOAD_BALANCER = 96;
const MOST_HOSTED_SEATS_PER_LOAD_BALANCER = 48;
export const MOST_SEATS = 1000;

/** Where one seat lives and what its resources are called; a pure function of its number. */
export interface SeatPlan {
  readonly no: number;
  /** `007`; `1000` for the thousandth. Value of the `seat` attribute and tag. */
  readonly label: string;
  /** 1-based. */
  readonly batch: number;
  /** `batch-001`. */
  readonly stack: string;
  /** 1-based. */
  readonly loadBalancer: number;
  /** User name of the seat in every app: `seat-007`. */
  readonly user: string;
  readonly apps: readonly SeatAppPlan[];
}

export interface SeatAppPlan {
  readonly app: AppSpec;
  /** With `ports`: listener port on the seat's load balancer. With `hosts`: 443. */
  readonly listenerPort: number;
  /** With `hosts`: name of this app of this seat, `jupyter-007.lab.example.org`. */
  readonly host: string | undefined;
  /** `nov-jupyter-007`: ECS service and target group (at most 32 characters). */
  readonly name: string;
}

/** First listener port less one of the app with this index: 8000, 9000, then 11000 up, since browsers refuse 10080. */
const basePort = (index: number): number => (index < 2 ? 8000 + index * 1000 : 9000 + index * 1000);

export const seatLabel = (no: number): string => String(no).padStart(3, '0');
export const batchStack = (batch: number): string => `batch-${String(batch).padStart(3, '0')}`;
export const loadBalancerName = (spec: WorkshopSpec, n: number): string =>
  `${spec.name}-lb-${String(n).padStart(2, '0')}`;

/** Seats that share one load balancer: 20 with `ports`, 48 with `hosts`, fewer where a seat has more than two apps. */
export const seatsPerLoadBalancer = ({ exposure, apps }: Pick<WorkshopSpec, 'exposure' | 'apps'>): number =>
  exposure.kind === 'hosts'
    ? Math.min(MOST_HOSTED_SEATS_PER_LOAD_BALANCER, Math.floor(HOST_RULES_PER_LOAD_BALANCER / apps.length))
    : Math.min(MOST_SEATS_PER_LOAD_BALANCER, Math.floor(SEAT_LISTENERS_PER_LOAD_BALANCER / apps.length));

export const loadBalancerCount = (spec: WorkshopSpec): number => Math.ceil(spec.seats / seatsPerLoadBalancer(spec));
/** One serves both zones. */
export const natGatewayCount = ({ internet }: Pick<WorkshopSpec, 'internet'>): number => (internet === 'nat' ? 1 : 0);
export const batchCount = (spec: WorkshopSpec): number => Math.ceil(spec.seats / spec.batchSize);

/** Plan of seat `no` (1-based); throws RangeError outside the workshop. */
export function planSeat(spec: WorkshopSpec, no: number): SeatPlan {
  if (!Number.isInteger(no) || no < 1 || no > spec.seats) {
    throw new RangeError(`seat ${no} is not within 1-${spec.seats}`);
  }
  const label = seatLabel(no);
  const batch = Math.ceil(no / spec.batchSize);
  return {
    no,
    label,
    batch,
    stack: batchStack(batch),
    loadBalancer: Math.ceil(no / seatsPerLoadBalancer(spec)),
    user: `seat-${label}`,
    apps: spec.apps.map((app, index) => ({
      app,
      ...doorOf(spec, app.name, index, no),
      name: `${spec.name}-${app.name}-${label}`,
    })),
  };
}

const doorOf = ({ exposure }: WorkshopSpec, app: string, index: number, no: number) =>
  exposure.kind === 'hosts'
    ? { listenerPort: 443, host: `${app}-${seatLabel(no)}.${exposure.domain}` }
    : { listenerPort: basePort(index) + no, host: undefined };

/** Seats of one batch, in order. */
export function seatsOfBatch(spec: WorkshopSpec, batch: number): SeatPlan[] {
  const first = (batch - 1) * spec.batchSize + 1;
  const last = Math.min(batch * spec.batchSize, spec.seats);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => planSeat(spec, first + i));
}

/** All seats a batch has room for, whether or not the workshop has them: what the batch shares names each from the start. */
export const roomOfBatch = (spec: WorkshopSpec, batch: number): SeatPlan[] =>
  seatsOfBatch({ ...spec, seats: MOST_SEATS }, batch);

/** The workshop with all seats of which something may still stand. */
export const asBuilt = (workshop: Workshop): Workshop => {
  const { spec, built = 0 } = workshop;
  return built > spec.seats ? { ...workshop, spec: { ...spec, seats: built } } : workshop;
};

/** Every stack of the workshop, in the order it is shown. */
export function stacksOf(spec: WorkshopSpec): string[] {
  const database = spec.apps.some((app) => app.database) ? ['database'] : [];
  return ['network', ...database, ...Array.from({ length: batchCount(spec) }, (_, i) => batchStack(i + 1))];
}

/** How an app is reached. */
export interface Door {
  readonly url: string;
  /** Where to connect for it: a name of ours may not be known everywhere yet, the load balancer's is. */
  readonly via: string | undefined;
}

/** The way to one app of a seat; undefined while its load balancer has no name yet. */
export function seatDoor(loadBalancers: readonly string[], seat: SeatPlan, app: SeatAppPlan): Door | undefined {
  const url = seatUrl(loadBalancers, seat, app);
  return url === undefined
    ? undefined
    : { url, via: app.host === undefined ? undefined : loadBalancers[seat.loadBalancer - 1] };
}

/** Participant's address of one app, or undefined while its load balancer has no name yet. */
export function seatUrl(loadBalancers: readonly string[], seat: SeatPlan, app: SeatAppPlan): string | undefined {
  const balancer = loadBalancers[seat.loadBalancer - 1];
  if (balancer === undefined) return undefined;
  return app.host === undefined ? `http://${balancer}:${app.listenerPort}/` : `https://${app.host}/`;
}
