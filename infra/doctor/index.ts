import type { Checkup } from '../../workshop/ports/checkup';
import type { Workshop } from '../../workshop/workshop';
import { identityCheckup } from './identity';
import { machineCheckups } from './machine';
import { permissionCheckups } from './permissions';
import { quotaCheckup } from './quota';
import { stateCheckup } from './state';
import { terraformCheckup } from './terraform';

export interface AwsOptions {
  /** AWS keys, profile and AWS_ENDPOINT_URL. */
  readonly env: NodeJS.ProcessEnv;
  readonly region: string;
}

export interface TerraformOptions {
  /** The same, and PATH. */
  readonly env: NodeJS.ProcessEnv;
  /** Undefined where nobody said it. */
  readonly region: string | undefined;
  readonly dataDir: string;
  readonly stateBucket: string | undefined;
}

/** What the doctor looks at of AWS: who Usher is there, what it may do, and how many seats the account carries. */
export const awsCheckups = (options: AwsOptions, living: () => Promise<readonly Workshop[]>): Checkup[] => [
  identityCheckup(options),
  ...permissionCheckups(options),
  quotaCheckup(options, living),
];

/** What the doctor looks at of Terraform, its state and the machine that runs it. */
export const terraformCheckups = (options: TerraformOptions): Checkup[] => [
  terraformCheckup(options),
  stateCheckup(options),
  ...machineCheckups(options.dataDir),
];
