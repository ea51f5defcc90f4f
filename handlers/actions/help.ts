import { z } from 'zod';
import type { HelpView } from '../../workshop/help/overview';
import { startRestart } from '../commands/start-restart';
import { refuseAt } from '../guards/refuse';
import { appsToRestart, helpMessage, helpTakenLine, helpTooLate } from '../views/help-request';
import { plain } from '../views/refusals';
import { restartAnswer } from '../views/restart';
import { startSwap } from './swap';
import { readValue, type Click, type Clicked } from './clicked';

const Choice = z.object({ request: z.string().regex(/^[\w-]{1,64}$/), line: z.literal(true).optional() });

/** Whoever is first has it; whoever is not learns who was. */
export const takeHelp: Click = async (clicked) => {
  const choice = await readValue(clicked, Choice);
  if (!choice || !(await requestOf(clicked, choice.request))) return;
  const answer = await clicked.deps.usher.helping.take(choice.request, clicked.by);
  if ('refused' in answer && answer.refused === 'too-late') await clicked.answer(helpTooLate(answer.before));
  const view = await requestOf(clicked, choice.request);
  if (view) await clicked.replace(choice.line ? lineOf(view) : helpMessage(view));
};

/** Restarts what was found unwell there; who does that has it. */
export const restartHelp: Click = async (clicked) => {
  const choice = await readValue(clicked, Choice);
  const before = choice && (await requestOf(clicked, choice.request));
  if (!before) return;
  if (before.request.state === 'done') {
    await clicked.answer(helpTooLate(before.request));
    return;
  }
  if (before.request.state === 'open') await clicked.deps.usher.helping.take(before.request.id, clicked.by);
  const started = await startRestart(clicked, before.workshop, [before.request.no], appsToRestart(before));
  await clicked.answer(restartAnswer(started));
};

/** Moves the seat to the machine of a spare; who does that has the request. */
export const swapHelp: Click = async (clicked) => {
  const choice = await readValue(clicked, Choice);
  const before = choice && (await requestOf(clicked, choice.request));
  if (!before) return;
  if (before.request.state === 'done') return clicked.answer(helpTooLate(before.request));
  if (before.request.state === 'open') await clicked.deps.usher.helping.take(before.request.id, clicked.by);
  await clicked.answer(await startSwap(clicked, before.workshop, before.request.no));
};

export const finishHelp: Click = async (clicked) => {
  const choice = await readValue(clicked, Choice);
  if (!choice || !(await requestOf(clicked, choice.request))) return;
  const answer = await clicked.deps.usher.helping.finish(choice.request, clicked.by);
  if ('refused' in answer && answer.refused === 'too-late') await clicked.answer(helpTooLate(answer.before));
  const view = await requestOf(clicked, choice.request);
  if (view) await clicked.replace(helpMessage(view));
};

/** The request, where the clicker may help in its workshop. */
async function requestOf(clicked: Clicked, id: string): Promise<HelpView | undefined> {
  const view = await clicked.deps.usher.helping.view(id);
  const refusal = view && refuseAt(clicked, view.workshop);
  if (!view) await clicked.replace(plain('That request is unknown here.'));
  if (refusal) await clicked.answer(refusal);
  return refusal ? undefined : view;
}

const lineOf = (view: HelpView) => (view.request.state === 'done' ? helpTooLate(view.request) : helpTakenLine(view));
