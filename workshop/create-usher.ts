import type { Context } from './context';
import type { EventListener, UsherEvent } from './events';
import { planSeat, seatUrl } from './seat-plan';
import { checkHealth } from './use-cases/check-health';
import { claimSeat } from './use-cases/claim-seat';
import { addCrew, removeCrew, rightsOf } from './use-cases/crew';
import { createWorkshop } from './use-cases/create-workshop';
import { findWorkshop } from './use-cases/find-workshop';
import { codeOf, tryCode } from './use-cases/join-by-code';
import { joinRoom, leaveRoom } from './use-cases/join-by-room';
import { closeWorkshop, openWorkshop, planOpening } from './use-cases/open-workshop';
import { restartApps, restartOwn } from './use-cases/restart-apps';
import { createRunner, startDeploy, startDestroy } from './use-cases/start-operation';
import { planDeploy, summarise, viewOperation } from './use-cases/summarise';
import { tend } from './use-cases/tend';
import { freeLeft, offerUnopened, waitlistOf } from './use-cases/waitlist';
import type { Usher } from './usher';

/** The world as Usher needs it; the rest of a Context is made here. */
export type Ports = Omit<Context, 'emit' | 'changed' | 'signal'>;

/** Joins the use-cases over the given world. One Usher a process; several processes may share one store. */
export function createUsher(ports: Ports): Usher {
  const listeners = new Set<EventListener>();
  const stopping = new AbortController();
  const tell = (event: UsherEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        ports.log(`a listener failed on ${event.type}: ${String(error)}`);
      }
    }
  };
  const context: Context = {
    ...ports,
    signal: stopping.signal,
    async emit(event) {
      await ports.store.events.append(event);
      tell(event);
    },
    changed: (workshopId, operationId) => tell({ workshopId, actor: 'usher', type: 'operation-progress', operationId }),
  };
  const runner = createRunner(context);
  const { store } = ports;

  return {
    create: (request) => createWorkshop(context, request),
    async list(options) {
      return Promise.all((await store.workshops.list(options)).map((workshop) => summarise(context, workshop)));
    },
    find: (name, channel) => findWorkshop(context, name, channel),
    get: (id) => store.workshops.get(id),
    plan: (workshop) => planDeploy(context, workshop),
    deploy: (workshop, by) => startDeploy(context, runner, workshop, by),
    destroy: (workshop, by) => startDestroy(context, runner, workshop, by),
    open: (workshop, by, room) => openWorkshop(context, workshop, by, room),
    planOpening: (workshop, by, room, at) => planOpening(context, workshop, by, room, at),
    close: (workshop, by) => closeWorkshop(context, workshop, by),
    async noteInvitation(workshopId, invitation) {
      await store.workshops.update(workshopId, { invitation });
    },
    rights: (userId) => rightsOf(context, userId),
    crew: (workshop) => store.crew.list(workshop.id),
    addCrew: (workshop, by, userId, role) => addCrew(context, workshop, by, userId, role),
    removeCrew: (workshop, by, userId) => removeCrew(context, workshop, by, userId),
    joinCode: (workshop) => codeOf(context, workshop),
    tryCode: (userId, code) => tryCode(context, userId, code),
    joinRoom: (userId, channel) => joinRoom(context, userId, channel),
    leaveRoom: (userId, channel) => leaveRoom(context, userId, channel),
    arrived: (userId) => store.participants.arrive(userId),
    waitlist: (workshop) => waitlistOf(context, workshop),
    offerUnopened: (workshop, by) => offerUnopened(context, workshop, by),
    freeLeft: (workshop, by, no) => freeLeft(context, workshop, by, no),
    tend: () => tend(context),
    takeNews: (participantId) => store.participants.takeNews(participantId),
    keepNews: (participantId, news) => store.participants.update(participantId, { news }),
    dropCard: (participantId) => store.participants.update(participantId, { cardTs: undefined, owedCard: false }),
    tellOnceOf: (workshopId, what) => store.workshops.tellOnce(workshopId, what),
    status: (workshop) => summarise(context, workshop),
    health: (workshop) => checkHealth(context, workshop),
    restart: (workshop, by, seats, apps) => restartApps(context, runner, workshop, by, seats, apps),
    restartOwn: (workshopId, userId, app) => restartOwn(context, runner, workshopId, userId, app),
    claim: (userId, workshopId) => claimSeat(context, userId, workshopId),
    noteCard: (participantId, { dmChannel, cardTs, owed }) =>
      store.participants.update(participantId, {
        dmChannel,
        owedCard: owed,
        ...(cardTs === undefined ? {} : { cardTs }),
      }),
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
    noteProgressMessage: (operationId, message) => store.operations.setMessage(operationId, message),
    tellOnce: (operationId, what) => store.operations.tellOnce(operationId, what),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async resume() {
      const left = await store.operations.running();
      for (const operation of left) {
        const workshop = await store.workshops.get(operation.workshopId);
        if (workshop) runner.run(workshop, operation);
      }
      return [...left, ...(await store.operations.untold())];
    },
    async drain() {
      stopping.abort();
      await runner.idle();
    },
  };
}
