import type { Context } from './context';
import type { EventListener, UsherEvent } from './events';
import type { Seat } from './seat';
import { planSeat, seatUrl } from './seat-plan';
import { announcing } from './use-cases/announce';
import { audit } from './use-cases/audit';
import { checkHealth } from './use-cases/check-health';
import { claimSeat } from './use-cases/claim-seat';
import { createWorkshop } from './use-cases/create-workshop';
import { examineSeat } from './use-cases/examine-seat';
import { findWorkshop, recallWorkshop } from './use-cases/find-workshop';
import { openWorkshop } from './use-cases/open-workshop';
import { raisingQuotas } from './use-cases/raise-quota';
import { readLogs } from './use-cases/read-logs';
import { restartApps, restartOwn } from './use-cases/restart-apps';
import { createRunner, startDeploy, startDestroy } from './use-cases/start-operation';
import { planDeploy, summarise, viewOperation } from './use-cases/summarise';
import { visitSeat } from './use-cases/visit-seat';
import type { SeatCard, Usher } from './usher';
import type { Workshop } from './workshop';

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
  const cardOf = (workshop: Workshop, seat: Seat): SeatCard => {
    const plan = planSeat(workshop.spec, seat.no);
    return {
      user: plan.user,
      password: ports.credentials.seatPassword(workshop, seat.no),
      apps: plan.apps.flatMap((app) => {
        const url = seatUrl(workshop.loadBalancers, plan, app);
        return url === undefined ? [] : [{ name: app.app.name, title: app.app.title, url }];
      }),
    };
  };

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
    status: (workshop) => summarise(context, workshop),
    health: (workshop) => checkHealth(context, workshop),
    examine: (workshop, no) => examineSeat(context, workshop, no),
    restart: (workshop, by, seats, apps) => restartApps(context, runner, workshop, by, seats, apps),
    restartOwn: (workshopId, userId, app) => restartOwn(context, runner, workshopId, userId, app),
    announcements: announcing(context),
    quotas: raisingQuotas(context),
    logs: (workshop, by, no, apps, most) => readLogs(context, workshop, by, no, apps, most),
    audit: (workshop, wish) => audit(context, workshop, wish),
    recall: (name) => recallWorkshop(context, name),
    claim: (userId, workshopId) => claimSeat(context, userId, workshopId),
    noteCard: (participantId, { dmChannel, cardTs, owed }) =>
      store.participants.update(participantId, {
        dmChannel,
        owedCard: owed,
        ...(cardTs === undefined ? {} : { cardTs }),
      }),
    settleCard: (participantId) => store.participants.settleCard(participantId),
    card: cardOf,
    visit: (workshop, by, no) => visitSeat(context, workshop, by, no, (seat) => cardOf(workshop, seat)),
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
