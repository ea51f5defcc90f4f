import type { AppSpec } from '../../../workshop/apps';
import { namesSeat, seatWord } from '../shell';
import { SEAT_FILE, SEAT_FOLDER } from './user-data';

/** Folder of the task's own volume in each of its containers: what one seat's app may know lies there in one file. */
export const VALUES_FOLDER = '/run/usher';
const VALUES_FILE = `${VALUES_FOLDER}/seat.env`;
const HOST_FILE = `${SEAT_FOLDER}/${SEAT_FILE}`;

/** Name of the secret that hands one seat's words to the container that picks: `SEAT_007`. */
export const seatSecret = (label: string): string => `SEAT_${label}`;

/** Exports the seat's values to whatever the shell runs from then on. */
export const READ_VALUES = `set -ea
. ${VALUES_FILE}
set +a
`;

/**
 * Shell script that writes the values of the host's own seat for one app, and of no other seat. It has the words of every seat of the
 * batch in SEAT_<label>; it fails where the host does not say whose seat it is, or has a seat of another batch.
 */
export const pickValues = (app: AppSpec): string => {
  const url = `USHER_URL_${app.name.toUpperCase()}`;
  return `set -eu
if [ ! -r ${HOST_FILE} ]; then
  echo "This host does not say whose seat it is: it has no ${HOST_FILE}." >&2
  exit 1
fi
. ${HOST_FILE}
: "\${USHER_SEAT:?The host does not say whose seat it is.}"
: "\${${url}:?The host does not say where ${app.name} is reached.}"
if ! words=$(printenv "SEAT_$USHER_SEAT"); then
  echo "Seat $USHER_SEAT is not of this batch: its words are not here." >&2
  exit 1
fi
umask 0077
{
  cat ${HOST_FILE}
  echo 'USHER_URL="$${url}"'
  printf '%s\\n' "$words"
} > ${VALUES_FILE}
${app.user === undefined ? `chmod 0444 ${VALUES_FILE}` : `chown ${app.user} ${VALUES_FILE}\nchmod 0400 ${VALUES_FILE}`}
echo "the values of seat $USHER_SEAT are there"
`;
};

/** Shell script that runs its arguments with the seat's values in their environment, those entries included that name one. */
export const runWithValues = (app: AppSpec): string => {
  const entries = Object.entries(app.environment).filter(([, value]) => namesSeat(value));
  return `${READ_VALUES}${entries.map(([name, value]) => `export ${name}=${seatWord(value)}\n`).join('')}exec "$@"
`;
};
