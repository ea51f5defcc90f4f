import { z } from 'zod';
import { cameBack, notLeft, offered, seatFreed } from '../views/waitlist';
import { readValue, type Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

const Left = z.object({ workshop: z.string(), seat: z.number().int().min(1).max(1000) });

/** Seats that nobody opened go to those who wait; which they are is looked up anew. */
export const offerUnopened: Click = async (clicked) => {
  const workshop = await clickedWorkshop(clicked, clicked.value);
  if (!workshop) return;
  const given = await clicked.deps.usher.offerUnopened(workshop, clicked.by);
  await clicked.replace(offered(workshop, clicked.by, given));
};

/** Frees the seat of somebody who left the room, unless they are back. */
export const freeLeft: Click = async (clicked) => {
  const left = await readValue(clicked, Left);
  const workshop = left && (await clickedWorkshop(clicked, left.workshop));
  if (!workshop) return;
  const result = await clicked.deps.usher.freeLeft(workshop, clicked.by, left.seat);
  if ('freed' in result) await clicked.replace(seatFreed(workshop, clicked.by, left.seat, result.freed));
  else
    await clicked.replace(
      result.refused === 'came-back' ? cameBack(workshop, left.seat) : notLeft(workshop, left.seat),
    );
};
