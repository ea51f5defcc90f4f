import { randomBytes } from 'node:crypto';

/** Region of an ARN. */
export const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
/** Account of an ARN. */
export const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
/** What follows the last slash. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
/** `arn:aws:ecs:<region>:<account>:<kind>/<cluster>/<id>`, next to the cluster with this ARN. */
export const besideCluster = (clusterArn: string, kind: string, id: string): string =>
  `${clusterArn.replace(/:cluster\//, `:${kind}/`)}/${id}`;
/** Random hexadecimal text of so many digits, an even number. */
export const hexId = (digits: number): string => randomBytes(digits / 2).toString('hex');
