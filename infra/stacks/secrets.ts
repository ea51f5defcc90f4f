import type { SeatPlan } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { databaseHost } from '../names';

/** Terraform variable of the batch's secret: the JSON that Secrets Manager keeps, one text of shell assignments a seat and app. */
export const SEAT_WORDS = 'seat_words';
/** Terraform variable of the master password, in `network` and in `database`. */
export const DATABASE_PASSWORD = 'database_password';

/** Master user of the workshop's database server. */
export const DATABASE_MASTER = 'usher';
/** Role and database of one app of one seat: `airflow_007`. */
export const databaseRole = (app: string, label: string): string => `${app}_${label}`;

/** JSON key of one app of one seat in its batch's secret: `007.jupyter`. */
export const wordsKey = (label: string, app: string): string => `${label}.${app}`;

/** Connection string of one app of one seat; the password is letters, digits, `-` and `_` only. */
export const databaseUrl = (workshop: Workshop, seat: SeatPlan, app: string, password: string): string => {
  const role = databaseRole(app, seat.label);
  return `postgresql://${role}:${password}@${databaseHost(workshop)}:5432/${role}`;
};
