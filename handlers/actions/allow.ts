import { changeAllow } from '../commands/allow';
import { plain } from '../views/refusals';
import { readRange } from '../workshop-file/ranges';
import type { Click } from './clicked';
import { clickedWorkshop } from './clicked-workshop';

/** The question about the allow-list was answered with yes. */
export const goAllow: Click = async (clicked) => {
  const [id = '', list = ''] = clicked.value.split(' ');
  const ranges = list === 'nobody' ? [] : list.split(',').map(readRange);
  const workshop = await clickedWorkshop(clicked, id);
  if (!workshop) return;
  const sound = ranges.flatMap((read) => (read && 'range' in read ? [read.range] : []));
  if (sound.length < ranges.length) return clicked.replace(plain('I do not know that list any more. Type it again.'));
  await changeAllow({ ...clicked, answer: clicked.replace }, workshop, sound);
};
