import { systemClock } from '../../bot/clock';
import { createCredentials } from '../../workshop/credentials';
import { createUsher } from '../../workshop/create-usher';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { UsherEvent } from '../../workshop/events';
import type { Pace } from '../../workshop/context';
import type { Clock } from '../../workshop/ports/clock';
import type { Directory } from '../../workshop/ports/directory';
import type { Store } from '../../workshop/ports/store';
import type { CreateRequest } from '../../workshop/usher/workshops';
import type { Usher } from '../../workshop/usher/usher';
import type { Workshop } from '../../workshop/workshop';
import { FakeCloud } from './fake-cloud';
import { beforeClosing } from './store';

export interface World {
  readonly usher: Usher;
  readonly cloud: FakeCloud;
  readonly store: Store;
  /** Every event told so far. */
  readonly events: UsherEvent[];
  /** Resolves with the first event, told already or later, that fits. */
  until<T extends UsherEvent['type']>(
    type: T,
    fits?: (event: Extract<UsherEvent, { type: T }>) => boolean,
  ): Promise<UsherEvent>;
  newWorkshop(seats: number, more?: Partial<CreateRequest>): Promise<Workshop>;
  /** A workshop whose seats are all ready. */
  deployed(seats: number, more?: Partial<CreateRequest>): Promise<Workshop>;
  log: string[];
}

/** What every password of a world is derived from. */
export const SECRET = 'a secret of the tests, long enough';

/** Real time, but nobody waits: sleeps last a millisecond. */
export const hastyClock: Clock = {
  now: () => new Date(),
  sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
};

/** Real time, a hundred times as fast for those who sleep; who is woken by a signal wakes. */
export const quickClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20_000) / 100, signal),
};

/** Everybody is in every room; the named are organisers. */
export const openDirectory = (...organisers: string[]): Directory => ({
  isOrganiser: (user) => Promise.resolve(organisers.includes(user)),
  isMember: () => Promise.resolve(true),
  standing: () => Promise.resolve('member'),
  members: () => Promise.resolve([]),
});

let workers = 0;

/** The real use-cases over a store and the fake cloud. */
export function createWorld(
  store: Store,
  options: { cloud?: FakeCloud; directory?: Directory; clock?: Clock; pace?: Partial<Pace> } = {},
): World {
  const cloud = options.cloud ?? new FakeCloud();
  const events: UsherEvent[] = [];
  const log: string[] = [];
  const usher = createUsher({
    store,
    cloud,
    provisioner: cloud,
    probe: cloud,
    visitor: cloud.visitor,
    ownAddress: () => Promise.resolve(cloud.ownAddress),
    preflight: cloud,
    quotaDesk: cloud.quotaDesk,
    costReport: cloud.costReport,
    credentials: createCredentials(SECRET),
    prices: {
      of({ seats }) {
        const hourly = seats * 0.2;
        const parts = [
          { kind: 'instances', of: 'seats', hourly: seats * 0.15, rests: true },
          { kind: 'storage', of: 'seats', hourly: seats * 0.05 },
        ] as const;
        return Promise.resolve({ hourly, resting: seats * 0.05, source: 'list', parts });
      },
    },
    files: cloud.files,
    hosts: cloud.hosts,
    archive: cloud.archive,
    numbers: cloud.numbers,
    directory: options.directory ?? openDirectory('U-ADA'),
    clock: options.clock ?? hastyClock,
    defaults: { region: 'us-east-1', instanceType: 't3.xlarge', apps: DEFAULT_APPS },
    pace: { pollMs: 1, stepMs: 1, registerTimeoutMs: 100, readyTimeoutMs: 300, ...options.pace },
    worker: `usher@test:${(workers += 1)}`,
    log: (line) => log.push(line),
  });
  const started = usher.start();
  beforeClosing(() => started.then(usher.drain));
  usher.subscribe((event) => events.push(event));

  const until: World['until'] = (type, fits = () => true) =>
    new Promise((resolve) => {
      const match = (event: UsherEvent): boolean => event.type === type && fits(event as never);
      const seen = events.find(match);
      if (seen) return resolve(seen);
      const stop = usher.subscribe((event) => {
        if (!match(event)) return;
        stop();
        resolve(event);
      });
    });
  const newWorkshop: World['newWorkshop'] = async (seats, more = {}) => {
    const made = await usher.create({
      name: 'nov',
      seats,
      crewChannel: 'C-CREW',
      room: 'C-ROOM',
      join: 'room',
      endsAt: undefined,
      by: 'U-ADA',
      ...more,
    });
    if ('refused' in made) throw new Error('the name is taken');
    return made.created;
  };
  return {
    usher: { ...usher, drain: () => started.then(usher.drain), start: () => started },
    cloud,
    store,
    events,
    log,
    until,
    newWorkshop,
    async deployed(seats, more) {
      const workshop = await newWorkshop(seats, more);
      const begun = await usher.deploy(workshop, 'U-ADA');
      if (!('started' in begun)) throw new Error('the deploy did not start');
      await until('operation-ended', (event) => event.operationId === begun.started.id);
      return (await usher.get(workshop.id)) ?? workshop;
    },
  };
}
