import type { Checkup } from '../../workshop/ports';
import { identityCheckup } from './identity';
import { machineCheckups } from './machine';
import { permissionCheckups } from './permissions';
import { stateCheckup } from './state';
import { terraformCheckup } from './terraform';

export interface InfraCheckupOptions {
  readonly region: string;
  /** AWS keys, profile and AWS_ENDPOINT_URL, PATH. */
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly stateBucket: string | undefined;
}

/** What the doctor looks at of AWS: who Usher is there, and what it may do. */
export const awsCheckups = (options: InfraCheckupOptions): Checkup[] => [
  identityCheckup(options),
  ...permissionCheckups(options),
];

/** What the doctor looks at of Terraform, its state and the machine that runs it. */
export const terraformCheckups = (options: InfraCheckupOptions): Checkup[] => [
  terraformCheckup(options),
  stateCheckup(options),
  ...machineCheckups(options.dataDir),
];
