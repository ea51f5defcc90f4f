import type { Context } from './context';
import type { EventListener, UsherEvent } from './events';
import { finishHelp, examineHelp, solveOwnHelp, takeHelp } from './help/answer';
import { askHelp, askOwnHelp } from './help/ask';
import { checkPages } from './help/check-pages';
import { currentHelp, overviewHelp, viewHelp } from './help/overview';
import { planSeat, seatUrl } from './seat-plan';
import { checkHealth } from './use-cases/check-health';
import { claimSeat } from './use-cases/claim-seat';
import { createWorkshop } from './use-cases/create-workshop';
import { findWorkshop } from './use-cases/find-workshop';
import { openWorkshop } from './use-cases/open-workshop';
import { restartApps, restartOwn } from './use-cases/restart-apps';
import { createRunner, startDeploy, startDestroy } from './use-cases/start-operation';
import { planDeploy, summarise, viewOperation } from './use-cases/summarise';
import type { Usher } from './usher';
import { createSweeper } from './watch/sweep';

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
  const sweep = createSweeper(context, async (workshop, seats, apps) => {
    await restartApps(context, runner, workshop, 'usher', seats, apps);
  });

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
    restart: (workshop, by, seats, apps) => restartApps(context, runner, workshop, by, seats, apps),
    restartOwn: (workshopId, userId, app) => restartOwn(context, runner, workshopId, userId, app),
    sweep,
    incidents: (workshopId, endedAfter) => store.incidents.list(workshopId, endedAfter),
    tellOfIncident: (incidentId, what) => store.incidents.tellOnce(incidentId, what),
    healthMessage: (workshopId) => store.incidents.message(workshopId),
    noteHealthMessage: (workshopId, message) => store.incidents.setMessage(workshopId, message),
    askHelp: (workshop, no, wish) => askHelp(context, workshop, no, wish),
    askOwnHelp: (workshopId, wish) => askOwnHelp(context, workshopId, wish),
    takeHelp: (requestId, by) => takeHelp(context, requestId, by),
    finishHelp: (requestId, by) => finishHelp(context, requestId, by),
    solveOwnHelp: (workshopId, userId) => solveOwnHelp(context, workshopId, userId),
    examineHelp: (requestId) => examineHelp(context, requestId),
    help: (workshopId) => overviewHelp(context, workshopId),
    helpOf: (requestId) => viewHelp(context, requestId),
    standingHelp: (workshopId, no) => store.help.standingAt(workshopId, no),
    currentHelp: () => currentHelp(context),
    noteHelpMessage: (requestId, change) => store.help.update(requestId, change).then(() => undefined),
    tellOfHelp: (requestId, what) => store.help.tellOnce(requestId, what),
    checkPages: (workshop, no) => checkPages(context, workshop, no),
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
