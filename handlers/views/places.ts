import type { WorkshopSpec } from '../../workshop/workshop';
import { count } from './words';

type Sized = Pick<WorkshopSpec, 'seats' | 'spares'>;

/** `80 seats`, or `80 seats and 3 spares`. */
export const placesOf = ({ seats, spares }: Sized): string =>
  spares === 0 ? count(seats, 'seat') : `${count(seats - spares, 'seat')} and ${count(spares, 'spare')}`;

/** Whether this seat is one of the last, which nobody is given. */
export const isSpare = ({ seats, spares }: Sized, no: number): boolean => no > seats - spares;
