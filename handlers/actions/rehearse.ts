import { whileAsking } from '../commands/while-asking';
import { alreadyRunning } from '../views/operation-answers';
import { askingAws, cannotSucceed } from '../views/plan';
import { plain } from '../views/refusals';
import { keptAfterRehearsal, rehearsalStarted } from '../views/rehearsal';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** Within what the command takes: 1 to 1,000 seats, an hour at most. */
const VALUE = /^(\S+) (all|[1-9]\d{0,2}|1000) (\d{4,7})$/;

/** The question about a rehearsal was answered with yes. */
export const goRehearse: Click = async (clicked) => {
  const { deps, progress, by } = clicked;
  const [, id = '', seats = 'all', stayMs = ''] = VALUE.exec(clicked.value) ?? [];
  if (stayMs === '')
    return clicked.replace(plain('I do not know that rehearsal any more. `/workshop rehearse` asks anew.'));
  const workshop = await clickedWorkshop(clicked, id);
  if (!workshop) return;
  const wish = { seats: seats === 'all' ? undefined : Number(seats), stayMs: Number(stayMs) };
  const begun = await whileAsking(clicked, askingAws(workshop), deps.usher.rehearsals.start(workshop, by, wish));
  if ('refused' in begun) return clicked.replace(cannotSucceed(workshop, begun.checks));
  if ('running' in begun) {
    const view = await deps.usher.progress(begun.running.id);
    return clicked.replace(alreadyRunning(workshop, begun.running, view));
  }
  await clicked.replace(rehearsalStarted(workshop, begun.deploy !== undefined));
  if (begun.deploy) await progress.start(begun.deploy.id, workshop.crewChannel);
  await progress.start(begun.started.id, workshop.crewChannel);
};

/** After a rehearsal: what runs goes on running. */
export const keepRehearsed: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (workshop) await clicked.answer(keptAfterRehearsal(workshop));
};
