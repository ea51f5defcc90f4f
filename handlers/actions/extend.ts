import { endMoved } from '../views/ends';
import { plain } from '../views/refusals';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** Moves the end by the hours on the button, from where it is or from now where it has come. */
export const extendBy: Click = async (clicked) => {
  const [id = '', hours = ''] = clicked.value.split(' ');
  const workshop = await clickedWorkshop(clicked, id);
  if (!workshop || !/^[1-9]$/.test(hours)) return;
  const { usher, clock, directory } = clicked.deps;
  const from = Math.max(clock.now().getTime(), workshop.endsAt?.getTime() ?? 0);
  const result = await usher.moveEnd(workshop, clicked.by, new Date(from + Number(hours) * 3_600_000));
  await clicked.answer(
    'moved' in result
      ? endMoved(result.moved, await directory.timeZone(clicked.by))
      : plain('That end is past. Nothing was changed.'),
  );
};
