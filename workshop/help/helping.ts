import type { Context } from '../context';
import type { Helping } from '../usher/helping';
import { examineHelp, finishHelp, solveOwnHelp, takeHelp } from './answer';
import { askHelp, askOwnHelp } from './ask';
import { currentHelp, overviewHelp, viewHelp } from './overview';

/** Requests for help, over the store. */
export function helping(context: Context): Helping {
  const { help } = context.store;
  return {
    ask: (workshop, no, wish) => askHelp(context, workshop, no, wish),
    askOwn: (workshopId, wish) => askOwnHelp(context, workshopId, wish),
    take: (requestId, by) => takeHelp(context, requestId, by),
    finish: (requestId, by) => finishHelp(context, requestId, by),
    solveOwn: (workshopId, userId) => solveOwnHelp(context, workshopId, userId),
    examine: (requestId) => examineHelp(context, requestId),
    overview: (workshopId) => overviewHelp(context, workshopId),
    view: (requestId) => viewHelp(context, requestId),
    standingAt: (workshopId, no) => help.standingAt(workshopId, no),
    current: () => currentHelp(context),
    noteMessage: (requestId, change) => help.update(requestId, change).then(() => undefined),
    tellOnce: (requestId, what) => help.tellOnce(requestId, what),
  };
}
