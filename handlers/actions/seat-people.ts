import { z } from 'zod';
import { assignSeat } from '../commands/assign';
import { movedMeanwhile, released } from '../views/assign';
import { readValue, type Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

const Id = z.string().regex(/^[\w-]{1,64}$/);
const No = z.number().int().min(1).max(1000);
const Freed = z.object({ workshop: Id, no: No, participant: Id });
const Moved = Freed.extend({ from: No });

/** Moves somebody to another seat, if they still sit where the question said. */
export const goMove: Click = async (clicked) => {
  const wanted = await readValue(clicked, Moved);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const { seats, participants } = await clicked.deps.usher.status(workshop);
  const sitter = participants.find(({ id }) => id === wanted.participant);
  const there = sitter && seats.some(({ no, owner }) => no === wanted.from && owner === sitter.id);
  if (!there) return clicked.replace(movedMeanwhile(workshop, wanted.from));
  const { no, from } = wanted;
  await clicked.replace(await assignSeat(clicked, workshop, { no, from, participantId: sitter.id }));
};

/** Frees the seat, if whoever the question was about still sits there. */
export const goRelease: Click = async (clicked) => {
  const wanted = await readValue(clicked, Freed);
  const workshop = wanted && (await clickedWorkshop(clicked, wanted.workshop));
  if (!workshop) return;
  const { usher } = clicked.deps;
  const result = await usher.release(workshop, clicked.by, wanted.no, wanted.participant);
  const { participants } = await usher.status(workshop);
  const sitter = participants.find(({ id }) => id === wanted.participant);
  const gone = 'refused' in result || !sitter;
  await clicked.replace(gone ? movedMeanwhile(workshop, wanted.no) : released(workshop, wanted.no, sitter));
};
