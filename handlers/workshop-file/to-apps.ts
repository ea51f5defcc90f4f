import type { AppSpec } from '../../workshop/apps';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import type { AppEntry } from './app-schema';

const CPU_UNITS = 1024;
const MIB_A_GIB = 1024;

/** The apps of a file whose entries are all in order. */
export const toApps = (entries: readonly (string | AppEntry)[]): AppSpec[] =>
  entries.map((entry) => (typeof entry === 'string' ? toApp({ name: entry }) : toApp(entry)));

/** An app of Usher's with what the entry changes, or a new one with the usual values. */
function toApp(entry: AppEntry): AppSpec {
  const base = DEFAULT_APPS.find((app) => app.name === entry.name) ?? usual(entry.name);
  const { title, image, port, command, cpu, memory, user, environment, secrets, database, connections } = entry;
  const health = typeof entry.health === 'string' ? { path: entry.health } : (entry.health ?? {});
  const set = {
    title,
    image,
    port,
    command: typeof command === 'string' ? ['sh', '-c', command] : command,
    healthPath: health.path,
    healthCommand: health.command,
    gracePeriodSeconds: health.grace,
    healthIntervalSeconds: health.interval,
    cpu: cpu === undefined ? undefined : Math.round(cpu * CPU_UNITS),
    memory: memory === undefined ? undefined : Math.round(memory * MIB_A_GIB),
    user,
    database,
    connections,
    environment: { ...base.environment, ...texts(environment) },
    secrets: secrets === undefined ? undefined : { ...base.secrets, ...secrets },
  };
  // A port or path of its own is asked by itself, and not by the command that knows the old one.
  const { healthCommand, login, ...others } = base;
  const asked = (health.path ?? port) === undefined && healthCommand !== undefined ? { healthCommand } : {};
  return {
    ...others,
    ...asked,
    // Who starts it otherwise may have people log in otherwise.
    ...(command === undefined && login !== undefined ? { login } : {}),
    ...(Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as Partial<AppSpec>),
  };
}

const usual = (name: string): AppSpec => ({
  name,
  title: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  image: '',
  port: 0,
  healthPath: '/',
  cpu: CPU_UNITS,
  memory: 2 * MIB_A_GIB,
  environment: {},
  command: [],
  database: false,
  gracePeriodSeconds: 180,
  healthIntervalSeconds: 10,
});

const texts = (values: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
