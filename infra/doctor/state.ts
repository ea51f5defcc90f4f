import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { join } from 'node:path';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { problemOfCall } from '../aws/problems';
import { isThere } from '../state/bucket';
import { notVersioned } from '../state/bucket-problems';
import { bucketClient, type StateBucket } from '../state/clients';
import { addressOf } from './client-options';
import type { TerraformOptions } from './index';

/** Where Terraform's state is, and whether it is safe there. */
export const stateCheckup = (options: TerraformOptions): Checkup => ({
  group: 'Terraform',
  title: 'State',
  run: (signal) => {
    const { stateBucket: name, region, env, dataDir } = options;
    if (name !== undefined && region !== undefined) return checkBucket({ name, region }, env, signal);
    if (name !== undefined)
      return Promise.resolve({ state: 'unknown', says: `In the bucket ${name}, whose region AWS_REGION is to say.` });
    return Promise.resolve({
      state: 'well',
      says: `In files below ${join(dataDir, 'terraform')}.`,
      mend: 'Back that folder up, or set USHER_STATE_BUCKET.',
    });
  },
});

async function checkBucket(
  bucket: StateBucket,
  env: NodeJS.ProcessEnv,
  abortSignal: AbortSignal,
): Promise<CheckResult> {
  const { name, region } = bucket;
  const s3 = bucketClient(env, region);
  const asked = { Bucket: name };
  try {
    if (!(await isThere(s3, bucket, asked))) {
      return {
        state: 'well',
        says: `The bucket ${name} is not there yet: the first deploy makes it in ${region}, with versions.`,
      };
    }
    const { Status } = await s3.send(new GetBucketVersioningCommand(asked), { abortSignal });
    if (Status !== 'Enabled') throw notVersioned(bucket);
    return { state: 'well', says: `In the bucket ${name}, which keeps versions.` };
  } catch (error) {
    throw problemOfCall(error, { action: 's3:GetBucketVersioning', endpoint: addressOf(env, 's3', region) });
  } finally {
    s3.destroy();
  }
}
