import type { Context } from './context';
import { createEventHub } from './event-hub';
import { seeOperationsThrough, workOnStacks } from './running/take-jobs';
import type { Seat } from './seat';
import { checkPages } from './help/check-pages';
import { helping } from './help/helping';
import { planSeat, seatUrl } from './seat-plan';
import { admitting } from './use-cases/admit';
import { assignSeat, releaseSeat } from './use-cases/assign-seat';
import { announcing } from './use-cases/announce';
import { audit } from './use-cases/audit';
import { checkHealth } from './use-cases/check-health';
import { claimSeat } from './use-cases/claim-seat';
import { addCrew, removeCrew, rightsOf } from './use-cases/crew';
import { createWorkshop } from './use-cases/create-workshop';
import { erranding } from './use-cases/errands';
import { examineSeat } from './use-cases/examine-seat';
import { findWorkshop, recallWorkshop } from './use-cases/find-workshop';
import { importRoster, planRoster } from './use-cases/import-roster';
import { codeOf, tryCode } from './use-cases/join-by-code';
import { joinRoom, leaveRoom } from './use-cases/join-by-room';
import { closeWorkshop, openWorkshop, planOpening } from './use-cases/open-workshop';
import { limiting } from './use-cases/limit-price';
import { raisingQuotas } from './use-cases/raise-quota';
import { presence } from './use-cases/presence';
import { keepingReceipts } from './use-cases/receipts';
import { readLogs } from './use-cases/read-logs';
import { rehearsing } from './use-cases/rehearse';
import { restartApps, restartOwn } from './use-cases/restart-apps';
import { replaceSeats } from './use-cases/replace-seats';
import { resting } from './use-cases/rest';
import { resizing } from './use-cases/scale';
import { cancelOperation, startDeploy, startDestroy } from './use-cases/start-operation';
import { swapping } from './use-cases/swap-seat';
import { planDeploy, summarise, viewOperation } from './use-cases/summarise';
import { tend } from './use-cases/tend';
import { freeLeft, offerUnopened, waitlistOf } from './use-cases/waitlist';
import { chooseEnd, moveEnd, scheduleDeploy } from './use-cases/times';
import { checkingVenues } from './use-cases/venue';
import { visitSeat } from './use-cases/visit-seat';
import type { SeatCard } from './usher/seating';
import type { Usher } from './usher/usher';
import type { Workshop } from './workshop';
import { busySeats } from './watch/busy-seats';
import { createSweeper } from './watch/sweep';

/** The world as Usher needs it; the rest of a Context is made here. */
export type Ports = Omit<Context, 'emit' | 'changed' | 'signal'>;

/** Joins the use-cases over the given world. One Usher a process; several processes may share one store. */
export function createUsher(ports: Ports): Usher {
  const hub = createEventHub(ports.store.events, ports.log);
  const stopping = new AbortController();
  const context: Context = { ...ports, emit: hub.emit, changed: hub.changed, signal: stopping.signal };
  const { store } = ports;
  let following: Promise<void> | undefined;
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
  const sweep = createSweeper(context, async (workshop, seats, apps) => {
    // A deploy or a destroy may have begun since it looked.
    if (busySeats(await store.operations.running(workshop.id)) === 'all') return;
    await restartApps(context, workshop, 'usher', seats, apps);
  });

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
    moveEnd: (workshop, by, endsAt) => moveEnd(context, workshop, by, endsAt),
    chooseEnd: (workshop, by) => chooseEnd(context, workshop, by),
    scheduleDeploy: (workshop, by, at) => scheduleDeploy(context, workshop, by, at),
    status: (workshop) => summarise(context, workshop),
    health: (workshop) => checkHealth(context, workshop),
    examine: (workshop, no) => examineSeat(context, workshop, no),
    restart: (workshop, by, seats, apps) => restartApps(context, workshop, by, seats, apps),
    restartOwn: (workshopId, userId, app) => restartOwn(context, workshopId, userId, app),
    announcements: announcing(context),
    errands: erranding(context),
    quotas: raisingQuotas(context),
    limits: limiting(context),
    receipts: keepingReceipts(context),
    rehearsals: rehearsing(context),
    presence: presence(context),
    venues: checkingVenues(context),
    resizing: resizing(context),
    resting: resting(context),
    replace: (workshop, by, seats) => replaceSeats(context, workshop, by, seats),
    admission: admitting(context),
    swaps: swapping(context),
    helping: helping(context),
    logs: (workshop, by, no, apps, most) => readLogs(context, workshop, by, no, apps, most),
    audit: (workshop, wish) => audit(context, workshop, wish),
    lastOf: (userId) => store.workshops.lastOf(userId),
    recall: (name) => recallWorkshop(context, name),
    sweep,
    incidents: (workshopId, endedAfter) => store.incidents.list(workshopId, endedAfter),
    tellOfIncident: (incidentId, what) => store.incidents.tellOnce(incidentId, what),
    healthMessage: (workshopId) => store.incidents.message(workshopId),
    noteHealthMessage: (workshopId, message) => store.incidents.setMessage(workshopId, message),
    checkPages: (workshop, no) => checkPages(context, workshop, no),
    claim: (userId, workshopId) => claimSeat(context, userId, workshopId),
    assign: (workshop, by, request) => assignSeat(context, workshop, by, request),
    release: (workshop, by, no, participantId) => releaseSeat(context, workshop, by, no, participantId),
    planRoster: (workshop, lines) => planRoster(context, workshop, lines),
    importRoster: (workshop, by, lines) => importRoster(context, workshop, by, lines),
    keepRoster: (draft) => store.rosterDrafts.save(draft),
    takeRoster: (id) => store.rosterDrafts.take(id),
    noteName: (participantId, name) => store.participants.update(participantId, { name }),
    noteCardsPrinted: (workshop, by, seats) =>
      context.emit({ workshopId: workshop.id, actor: by, type: 'cards-printed', seats }),
    noteCard: (participantId, { dmChannel, cardTs, owed }) =>
      store.participants.update(participantId, {
        dmChannel,
        owedCard: owed,
        ...(cardTs === undefined ? {} : { cardTs }),
      }),
    notePromise: (workshopId, no) => context.emit({ workshopId, actor: 'usher', type: 'card-promised', no }),
    settleCard: (participantId) => store.participants.settleCard(participantId),
    card: cardOf,
    visit: (workshop, by, no) => visitSeat(context, workshop, by, no, (seat) => cardOf(workshop, seat)),
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
