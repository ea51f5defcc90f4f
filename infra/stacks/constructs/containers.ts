import { WORK_FOLDER, type AppSpec } from '../../../workshop/apps';
import type { SeatAppPlan, SeatPlan } from '../../../workshop/seat-plan';
import { databaseHost } from '../../names';
import { DATABASE_MASTER, databaseRole, wordKey } from '../secrets';
import { literal } from '../text';
import { MAKE_DATABASE } from './make-database';
import type { SeatAppContext } from './seat-app';

export const WORK_VOLUME = 'work';
const POSTGRES_IMAGE = 'public.ecr.aws/docker/library/postgres:17-alpine';
/** Seconds: the server takes up to 17 minutes, and ECS spaces failed starts ever further apart. */
const DATABASE_PATIENCE = 3600;
/** The longest start ECS lets a container health check take, in seconds. */
const LONGEST_START_PERIOD = 300;

/** A container as RegisterTaskDefinition takes it. */
export type ContainerDefinition = Readonly<Record<string, unknown>>;

/** The app's container, and before it one that waits for the server and makes the seat's database where the app wants one. */
export function containersOf(context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): ContainerDefinition[] {
  const { app } = plan;
  return app.database
    ? [databaseContainer(context, seat, app), appContainer(context, seat, plan)]
    : [appContainer(context, seat, plan)];
}

function appContainer(context: SeatAppContext, seat: SeatPlan, plan: SeatAppPlan): ContainerDefinition {
  const { stack, network, words } = context;
  const { app } = plan;
  const { label } = seat;
  const url = `http://${network.at('load_balancers', seat.loadBalancer - 1)}:${plan.listenerPort}/`;
  const fill = (text: string): string =>
    literal(text)
      .replaceAll('{seat}', label)
      .replaceAll('{workshop}', stack.workshop.spec.name)
      .replaceAll('{url}', url);
  const environment = Object.entries(app.environment).map(([name, value]) => ({ name, value: fill(value) }));
  const keys: [name: string, key: string][] = [
    ['USHER_PASSWORD', wordKey.password(label)],
    ...Object.entries(app.secrets ?? {}).map(([name, purpose]): [string, string] => [
      name,
      wordKey.key(label, app.name, purpose),
    ]),
    ...(app.database ? [['DATABASE_URL', wordKey.databaseUrl(label, app.name)] as [string, string]] : []),
  ];
  return {
    name: app.name,
    image: app.image,
    essential: true,
    cpu: app.cpu,
    memory: app.memory,
    command: app.command.map(fill),
    environment: [...environment, { name: 'USHER_USER', value: seat.user }],
    secrets: keys.map(([name, key]) => ({ name, valueFrom: `${words}:${key}::` })),
    portMappings: [{ containerPort: app.port, hostPort: app.port, protocol: 'tcp' }],
    mountPoints: [{ sourceVolume: WORK_VOLUME, containerPath: WORK_FOLDER, readOnly: false }],
    healthCheck: {
      command: ['CMD-SHELL', literal(app.healthCommand ?? askHealthPath(app))],
      interval: 15,
      timeout: 10,
      retries: 4,
      startPeriod: Math.min(app.gracePeriodSeconds, LONGEST_START_PERIOD),
    },
    // A crashed process starts again in place; ECS need not place a new task.
    restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    ...(app.database ? { dependsOn: [{ containerName: databaseContainerName(app), condition: 'SUCCESS' }] } : {}),
    logConfiguration: logs(context, seat),
  };
}

function databaseContainer(context: SeatAppContext, seat: SeatPlan, app: AppSpec): ContainerDefinition {
  const { stack, network, words } = context;
  const environment = {
    PGHOST: databaseHost(stack.workshop),
    PGUSER: DATABASE_MASTER,
    PGDATABASE: 'postgres',
    PGCONNECT_TIMEOUT: '5',
    ROLE: databaseRole(app.name, seat.label),
  };
  return {
    name: databaseContainerName(app),
    image: POSTGRES_IMAGE,
    essential: false,
    cpu: 64,
    memory: 128,
    startTimeout: DATABASE_PATIENCE,
    command: ['sh', '-c', literal(MAKE_DATABASE)],
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    secrets: [
      { name: 'PGPASSWORD', valueFrom: network.text('database_secret') },
      { name: 'ROLE_PASSWORD', valueFrom: `${words}:${wordKey.databasePassword(seat.label, app.name)}::` },
    ],
    logConfiguration: logs(context, seat),
  };
}

const databaseContainerName = (app: AppSpec): string => `${app.name}-database`;

const askHealthPath = ({ port, healthPath }: AppSpec): string => {
  const url = `http://localhost:${port}${healthPath}`;
  return `curl -fsS -m 5 -o /dev/null ${url} || wget -q -T 5 -O /dev/null ${url}`;
};

const logs = ({ stack, network }: SeatAppContext, seat: SeatPlan) => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': network.text('log_group'),
    'awslogs-region': stack.workshop.spec.region,
    'awslogs-stream-prefix': seat.label,
  },
});
