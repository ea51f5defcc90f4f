import { WORK_FOLDER, type AppSpec } from '../../../workshop/apps';
import { databaseHost } from '../../names';
import { connectionsOf } from '../../../workshop/database-size';
import type { Network } from '../network-outputs';
import { DATABASE_MASTER, wordsKey } from '../secrets';
import { namesSeat } from '../shell';
import { literal } from '../text';
import type { UsherStack } from '../usher-stack';
import { bringsFiles, filesContainer, filesContainerName } from './files-container';
import { MAKE_DATABASE } from './make-database';
import { pickValues, READ_VALUES, runWithValues, seatSecret, VALUES_FOLDER } from './seat-values';
import { SEAT_FOLDER } from './user-data';

/** Volumes of a task: the seat's work and the host's word whose seat it is, both of the host, and what is the task's own. */
export const VOLUME = { work: 'work', host: 'host', values: 'values' } as const;

const SHELL_IMAGE = 'public.ecr.aws/docker/library/busybox:1.37.0';
const POSTGRES_IMAGE = 'public.ecr.aws/docker/library/postgres:17.6-alpine';
/** Seconds: the server takes up to 17 minutes, and ECS spaces failed starts ever further apart. */
const DATABASE_PATIENCE = 3600;
/** The longest start ECS lets a container health check take, in seconds. */
const LONGEST_START_PERIOD = 300;

/** What the apps of one batch share. */
export interface BatchContext {
  readonly stack: UsherStack;
  readonly network: Network;
  /** ARN of the batch's secret. */
  readonly words: string;
  /** Of all seats the batch has room for. */
  readonly labels: readonly string[];
}

/** A container as RegisterTaskDefinition takes it. */
export type ContainerDefinition = Readonly<Record<string, unknown>>;

/**
 * Containers of one app for every seat of the batch: one that picks the values of the host's seat, one that waits for the server and
 * makes the seat's database where the app wants one, one that brings the assignment files where there are some, and the app.
 */
export function containersOf(context: BatchContext, app: AppSpec): ContainerDefinition[] {
  const all = [seatContainer(context, app)];
  if (app.database) all.push(databaseContainer(context, app));
  if (bringsFiles(context, app)) {
    all.push({ ...filesContainer(context, app, VOLUME.work), logConfiguration: logs(context) });
  }
  return [...all, appContainer(context, app)];
}

/** The only container that holds the words of other seats, and the host's files. */
function seatContainer(context: BatchContext, app: AppSpec): ContainerDefinition {
  const { words, labels } = context;
  return {
    name: seatContainerName(app),
    image: SHELL_IMAGE,
    essential: false,
    cpu: 32,
    memory: 32,
    entryPoint: ['sh', '-c'],
    command: [literal(pickValues(app))],
    secrets: labels.map((label) => ({
      name: seatSecret(label),
      valueFrom: `${words}:${wordsKey(label, app.name)}::`,
    })),
    mountPoints: [
      { sourceVolume: VOLUME.host, containerPath: SEAT_FOLDER, readOnly: true },
      { sourceVolume: VOLUME.values, containerPath: VALUES_FOLDER, readOnly: false },
    ],
    readonlyRootFilesystem: true,
    logConfiguration: logs(context),
  };
}

function databaseContainer(context: BatchContext, app: AppSpec): ContainerDefinition {
  const { stack, network } = context;
  const environment = {
    PGHOST: databaseHost(stack.workshop),
    PGUSER: DATABASE_MASTER,
    PGDATABASE: 'postgres',
    PGCONNECT_TIMEOUT: '5',
    // One seat's mistake must not use the server up, and a pool that is a little larger than told is none.
    CONNECTION_LIMIT: String(2 * connectionsOf(app)),
  };
  return {
    name: databaseContainerName(app),
    image: POSTGRES_IMAGE,
    essential: false,
    cpu: 64,
    memory: 128,
    startTimeout: DATABASE_PATIENCE,
    entryPoint: ['sh', '-c'],
    command: [literal(READ_VALUES + MAKE_DATABASE)],
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    secrets: [{ name: 'PGPASSWORD', valueFrom: network.text('database_secret') }],
    mountPoints: [{ sourceVolume: VOLUME.values, containerPath: VALUES_FOLDER, readOnly: true }],
    dependsOn: [{ containerName: seatContainerName(app), condition: 'SUCCESS' }],
    logConfiguration: logs(context),
  };
}

function appContainer(context: BatchContext, app: AppSpec): ContainerDefinition {
  const before = [seatContainerName(app), ...(app.database ? [databaseContainerName(app)] : [])];
  return {
    name: app.name,
    image: app.image,
    essential: true,
    cpu: app.cpu,
    memory: app.memory,
    entryPoint: ['sh', '-c', literal(runWithValues(app)), 'usher'],
    command: app.command.map(literal),
    environment: Object.entries(app.environment)
      .filter(([, value]) => !namesSeat(value))
      .map(([name, value]) => ({ name, value: literal(value) })),
    portMappings: [{ containerPort: app.port, hostPort: app.port, protocol: 'tcp' }],
    mountPoints: [
      { sourceVolume: VOLUME.work, containerPath: WORK_FOLDER, readOnly: false },
      { sourceVolume: VOLUME.values, containerPath: VALUES_FOLDER, readOnly: true },
    ],
    // The image's own entry point, often an init process, is not used.
    linuxParameters: { initProcessEnabled: true },
    healthCheck: {
      command: ['CMD-SHELL', literal(app.healthCommand ?? askHealthPath(app))],
      interval: 15,
      timeout: 10,
      retries: 4,
      startPeriod: Math.min(app.gracePeriodSeconds, LONGEST_START_PERIOD),
    },
    // A crashed process starts again in place; ECS need not place a new task.
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    dependsOn: [
      ...before.map((containerName) => ({ containerName, condition: 'SUCCESS' })),
      // Whatever becomes of the files, the app starts.
      ...(bringsFiles(context, app) ? [{ containerName: filesContainerName(app), condition: 'COMPLETE' }] : []),
    ],
    logConfiguration: logs(context),
  };
}

const seatContainerName = (app: AppSpec): string => `${app.name}-seat`;
const databaseContainerName = (app: AppSpec): string => `${app.name}-database`;

const askHealthPath = ({ port, healthPath }: AppSpec): string => {
  const url = `http://localhost:${port}${healthPath}`;
  return `curl -fsS -m 5 -o /dev/null ${url} || wget -q -T 5 -O /dev/null ${url}`;
};

/** Streams are called `<batch>/<container>/<task>`: the task's group tells whose it is. */
const logs = ({ stack, network }: BatchContext) => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': network.text('log_group'),
    'awslogs-region': stack.workshop.spec.region,
    'awslogs-stream-prefix': stack.request.stack,
  },
});
