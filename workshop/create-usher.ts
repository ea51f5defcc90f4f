import type { Context } from './context';
import { createEventHub } from './event-hub';
import { seeOperationsThrough, workOnStacks } from './running/take-jobs';
import { planSeat, seatUrl } from './seat-plan';
import { checkHealth } from './use-cases/check-health';
import { claimSeat } from './use-cases/claim-seat';
import { createWorkshop } from './use-cases/create-workshop';
import { findWorkshop } from './use-cases/find-workshop';
import { openWorkshop } from './use-cases/open-workshop';
import { restartApps, restartOwn } from './use-cases/restart-apps';
import { cancelOperation, startDeploy, startDestroy } from './use-cases/start-operation';
import { planDeploy, summarise, viewOperation } from './use-cases/summarise';
import type { Usher } from './usher';

/** The world as Usher needs it; the rest of a Context is made here. */
export type Ports = Omit<Context, 'emit' | 'changed' | 'signal'>;

/** Joins the use-cases over the given world. One Usher a process; several processes may share one store. */
export function createUsher(ports: Ports): Usher {
  const hub = createEventHub(ports.store.events, ports.log);
  const stopping = new AbortController();
  const context: Context = { ...ports, emit: hub.emit, changed: hub.changed, signal: stopping.signal };
  const { store } = ports;
  let following: Promise<void> | undefined;

  return {
    create: (request) => createWorkshop(context, request),
    async list(options) {
      return Promise.all((await store.workshops.list(options)).map((workshop) => summarise(context, workshop)));
    },
    find: (name, channel) => findWorkshop(context, name, channel),
    get: (id) => store.workshops.get(id),
    plan: (workshop) => planDeploy(context, workshop),
    deploy: (workshop, by) => startDeploy(context, workshop, by),
    destroy: (workshop, by) => startDestroy(context, workshop, by),
    cancel: (workshop, by, operationId) => cancelOperation(context, workshop, by, operationId),
    open: (workshop, by, room) => openWorkshop(context, workshop, by, room),
    status: (workshop) => summarise(context, workshop),
    health: (workshop) => checkHealth(context, workshop),
    restart: (workshop, by, seats, apps) => restartApps(context, workshop, by, seats, apps),
    restartOwn: (workshopId, userId, app) => restartOwn(context, workshopId, userId, app),
    claim: (userId, workshopId) => claimSeat(context, userId, workshopId),
    noteCard: (participantId, { dmChannel, cardTs, owed }) =>
      store.participants.update(participantId, {
        dmChannel,
        owedCard: owed,
        ...(cardTs === undefined ? {} : { cardTs }),
      }),
    notePromise: (workshopId, no) => context.emit({ workshopId, actor: 'usher', type: 'card-promised', no }),
    settleCard: (participantId) => store.participants.settleCard(participantId),
    card(workshop, seat) {
      const plan = planSeat(workshop.spec, seat.no);
      return {
        user: plan.user,
        password: ports.credentials.seatPassword(workshop, seat.no),
        apps: plan.apps.flatMap((app) => {
          const url = seatUrl(workshop.loadBalancers, plan, app);
          return url === undefined ? [] : [{ name: app.app.name, title: app.app.title, url }];
        }),
      };
    },
    progress: (operationId) => viewOperation(context, operationId),
    noteProgressMessage: (operationId, message, before) => store.operations.setMessage(operationId, message, before),
    tellOnce: (operationId, what) => store.operations.tellOnce(operationId, what),
    subscribe: (listener) => hub.subscribe(listener),
    async unfinished() {
      return [...(await store.operations.running()), ...(await store.operations.untold())];
    },
    restartsUntold: () => store.operations.restartsUntold(),
    async start() {
      if (store.shared) following = hub.follow(ports.clock, ports.pace.stepMs, stopping.signal);
      await workOnStacks(context);
      return seeOperationsThrough(context);
    },
    async drain() {
      stopping.abort();
      await Promise.all([store.jobs.stop(), following]);
    },
  };
}
