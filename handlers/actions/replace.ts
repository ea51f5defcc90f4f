import { z } from 'zod';
import { chooseSeats } from '../commands/choose-seats';
import { isUsageError } from '../commands/parse/usage';
import { peopleAt, tellSitter } from '../commands/start-restart';
import { usageAnswer } from '../views/refusals';
import { confirmReplace, replaceOthers, replaceRefused, replaceStarted, seatIsReplaced } from '../views/replace';
import { readValue, type Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';
import { Selector } from './selector';

const Asked = z.object({ workshop: z.string(), seat: z.number().int().min(1).max(1000) });
const Wanted = z.object({ workshop: z.string(), seats: Selector, count: z.number().int().min(1).max(1000) });

/** From a seat that is not well to the question. */
export const askReplace: Click = async (clicked) => {
  const wanted = await readValue(clicked, Asked);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const summary = await clicked.deps.usher.status(workshop);
  const one = { kind: 'range', from: wanted.seat, to: wanted.seat } as const;
  const seats = await chooseSeats(clicked.deps.usher, summary, one);
  await clicked.answer(isUsageError(seats) ? usageAnswer(seats, undefined) : confirmReplace(summary, one, seats));
};

/** Replaces what was asked for and confirmed; the seats are looked up again, and have to be as many as were shown. */
export const goReplace: Click = async (clicked) => {
  const wanted = await readValue(clicked, Wanted);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const { deps, progress, by } = clicked;
  const seats = await chooseSeats(deps.usher, await deps.usher.status(workshop), wanted.seats, 'replace');
  if (isUsageError(seats)) return clicked.replace(usageAnswer(seats, undefined));
  if (seats.length !== wanted.count) return clicked.replace(replaceOthers(workshop));
  const begun = await deps.usher.replace(workshop, by, seats);
  if (!('started' in begun)) return clicked.replace(replaceRefused(workshop, begun));
  const seated = await peopleAt(clicked, workshop, seats);
  const told = seated.flatMap(({ no, sitter: { userId } }) =>
    userId === undefined || userId === by ? [] : [{ no, userId }],
  );
  const untold = seated.map(({ sitter }) => sitter).filter(({ userId }) => userId === undefined);
  await Promise.all(told.map(({ no, userId }) => tellSitter(clicked, userId, seatIsReplaced(workshop, no, by))));
  await clicked.replace(replaceStarted({ workshop, seats, told: told.map(({ userId }) => userId), untold }));
  await progress.start(begun.started.id, workshop.crewChannel);
};
