/** What runs in a seat. Everything Usher knows of an app is data, so that a third app is a row and not a branch. */
export interface AppSpec {
  /** Lower-case letters and digits, at most 10 characters: part of 32-character AWS names. */
  readonly name: string;
  /** As people read it: "Jupyter". */
  readonly title: string;
  readonly image: string;
  /** Container port the app listens on. */
  readonly port: number;
  /** Path answered without credentials with 200 when the app is well. */
  readonly healthPath: string;
  /** How people log in with the seat's words, where a rehearsal is to do it; else it only asks whether the app answers. */
  readonly login?: 'jupyter' | 'airflow';
  /**
   * Shell command, run in the container but without the seat's values, that exits 0 when all of the app is well; by default
   * `healthPath` is asked.
   */
  readonly healthCommand?: string;
  /** ECS CPU units (1024 = one vCPU). */
  readonly cpu: number;
  /** Hard memory limit, MiB. */
  readonly memory: number;
  /** Id of the user its image runs as; said, nobody else in the container but root can read the file with the seat's words. */
  readonly user?: number;
  /** Plain environment; `{seat}`, `{workshop}`, `{user}` and `{url}` are replaced by the seat's own values when the container starts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Secret environment, name to purpose: the value is `Credentials.seatKey` for `<app>-<purpose>`, the same at every start. */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * What runs in place of the image's own entry point and command, started by the image's `sh`. In its environment: USHER_WORKSHOP,
   * USHER_SEAT, USHER_USER, USHER_PASSWORD and USHER_URL, and each app's address as USHER_URL_<APP>.
   */
  readonly command: readonly string[];
  /** Whether the app needs a database of its own on the workshop's server (DATABASE_URL in its environment). */
  readonly database: boolean;
  /** Most connections one seat's app has open to its database at once, 10 by default: the server is sized by it. */
  readonly connections?: number;
  /** Seconds ECS waits before a failing health check counts against the task. */
  readonly gracePeriodSeconds: number;
  /** Seconds between two health checks of the load balancer. */
  readonly healthIntervalSeconds: number;
}

/** The seat's shared folder inside every container. */
export const WORK_FOLDER = '/home/jovyan/work';
