import { ProblemError } from '../../workshop/problems';
import { clientConfig } from '../terraform/client-config';
import type { CloudOptions } from './clients';
import { errorName } from './problems';

/** Settings of an S3 client for one region; with an endpoint of one's own, buckets are addressed by path. */
export function s3Settings({ endpoint, env = process.env }: CloudOptions, region: string) {
  const own = { ...clientConfig(env, region), ...(endpoint === undefined ? {} : { endpoint }) };
  return { ...own, forcePathStyle: own.endpoint !== undefined };
}

/** Usher's local AWS has no S3 where moto is missing. */
export const withoutS3 = (): ProblemError =>
  new ProblemError({
    kind: 'missing-tool',
    summary: 'This local AWS keeps no files: it has no moto behind it.',
    next: 'Install moto (`pip install "moto[server]"`) and start again, or do without files.',
  });

/** Throws that where it is so, and what it was given otherwise. */
export function noS3(error: unknown): never {
  throw errorName(error) === 'NotImplemented' ? withoutS3() : error;
}
