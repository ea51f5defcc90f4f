import { WORK_FOLDER, type AppSpec } from '../../../workshop/apps';
import { ASSIGNMENTS_PREFIX } from '../../names';
import { literal } from '../text';
import type { BatchContext, ContainerDefinition } from './containers';
import { DELIVER_FILES } from './deliver-files';

const IMAGE = 'public.ecr.aws/aws-cli/aws-cli:2.36.43';
/** Seconds until ECS gives up; the script itself gives up fetching after ten minutes. */
const PATIENCE = 900;

/** Whether this app's task brings the assignment files: one does, for the folder is the seat's, and it is the first. */
export const bringsFiles = ({ stack }: BatchContext, app: AppSpec): boolean =>
  stack.workshop.spec.files !== undefined && stack.workshop.spec.apps[0]?.name === app.name;

export const filesContainerName = (app: AppSpec): string => `${app.name}-files`;

/** Brings the assignment files into the seat's folder before the app starts, and again at every start. */
export const filesContainer = (
  { stack, network }: BatchContext,
  app: AppSpec,
  workVolume: string,
): ContainerDefinition => ({
  name: filesContainerName(app),
  image: IMAGE,
  essential: false,
  cpu: 64,
  // It has gone when the app begins to grow.
  memory: 512,
  memoryReservation: 64,
  startTimeout: PATIENCE,
  entryPoint: ['sh', '-c'],
  command: [literal(DELIVER_FILES)],
  environment: [
    { name: 'USHER_FILES', value: `s3://${network.text('bucket')}/${ASSIGNMENTS_PREFIX}` },
    { name: 'WORK', value: WORK_FOLDER },
    // The region's own address: the only one that can be reached without the internet.
    { name: 'AWS_REGION', value: stack.workshop.spec.region },
    { name: 'AWS_RETRY_MODE', value: 'standard' },
    { name: 'AWS_MAX_ATTEMPTS', value: '5' },
  ],
  mountPoints: [{ sourceVolume: workVolume, containerPath: WORK_FOLDER, readOnly: false }],
});
