import { DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
import PQueue from 'p-queue';
import type { AssignmentFiles, FileCount } from '../../../workshop/ports/assignment-files';
import { ProblemError } from '../../../workshop/problems';
import type { FileSource } from '../../../workshop/workshop';
import { ASSIGNMENTS_PREFIX, bucketName } from '../../names';
import { clientConfig } from '../../terraform/client-config';
import { Calls, pieces } from '../calls';
import type { CloudOptions } from '../clients';
import { errorName } from '../problems';
import { filesProblem } from './problems';
import { sourceFiles, type SourceFile } from './sources';
import { listStored } from './stored';

const UPLOADS_AT_ONCE = 8;
/** Most keys of one DeleteObjects. */
const KEYS = 1000;
const NOTHING: FileCount = { files: 0, bytes: 0 };

/** `stateBucket`: where Usher keeps what it knows of AWS; never handed out as files. */
export interface AssignmentFilesOptions extends CloudOptions {
  readonly stateBucket?: string | undefined;
}

/** Assignment files in S3, by its SDK. */
export function createAssignmentFiles(options: AssignmentFilesOptions = {}): AssignmentFiles {
  const { endpoint, env = process.env, stateBucket } = options;
  const config = (region: string) => {
    const own = { ...clientConfig(env, region), ...(endpoint === undefined ? {} : { endpoint }) };
    return {
      ...own,
      forcePathStyle: own.endpoint !== undefined,
      // The organiser's bucket may be elsewhere.
      followRegionRedirects: true,
      // The MD5 of every file is sent already.
      requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    };
  };
  async function withClient<T>(region: string, act: (client: S3Client, calls: Calls) => Promise<T>): Promise<T> {
    const settings = config(region);
    const client = new S3Client(settings);
    try {
      return await act(
        client,
        new Calls({ endpointOf: () => settings.endpoint ?? `https://s3.${region}.amazonaws.com` }),
      );
    } finally {
      client.destroy();
    }
  }

  return {
    async check({ files, region }) {
      if (files === undefined) return NOTHING;
      refuseState(files, stateBucket);
      return withClient(region, async (client, calls) => count(await sourceFiles(files, client, calls)));
    },
    async upload(workshop, signal) {
      const { files, region } = workshop.spec;
      if (files === undefined) return NOTHING;
      refuseState(files, stateBucket);
      return withClient(region, (client, calls) => mirror(client, calls, files, bucketName(workshop), signal));
    },
  };
}

function refuseState(files: FileSource, stateBucket: string | undefined): void {
  if (files.kind !== 'bucket' || files.bucket !== stateBucket) return;
  throw filesProblem(
    `The bucket ${files.bucket} holds the states of every workshop, and its files would go to every seat.`,
    'Put the assignment files into a bucket of their own and name that one.',
  );
}

const count = (files: readonly SourceFile[]): FileCount => ({
  files: files.length,
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
});

/** Makes the bucket hold these files and no others; what it holds already is not sent again. */
async function mirror(
  client: S3Client,
  calls: Calls,
  source: FileSource,
  bucket: string,
  signal: AbortSignal,
): Promise<FileCount> {
  const files = await sourceFiles(source, client, calls);
  const stored = await listStored(client, calls, bucket, ASSIGNMENTS_PREFIX).catch(sayWithoutS3);
  const queue = new PQueue({ concurrency: UPLOADS_AT_ONCE });
  const send = async (file: SourceFile): Promise<void> => {
    const there = stored.get(file.path);
    if (there && (await file.isStored(there))) return;
    signal.throwIfAborted();
    await file.store(bucket, ASSIGNMENTS_PREFIX + file.path, signal);
  };
  try {
    await queue.addAll(files.map((file) => () => send(file)));
  } finally {
    // Where one failed, the others need not begin.
    queue.clear();
    await queue.onIdle();
  }
  const wanted = new Set(files.map(({ path }) => path));
  const unwanted = [...stored.keys()].filter((path) => !wanted.has(path));
  for (const some of pieces(unwanted, KEYS)) {
    const Objects = some.map((path) => ({ Key: ASSIGNMENTS_PREFIX + path }));
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    await calls.make('s3:DeleteObject', () => client.send(command, { abortSignal: signal }));
  }
  return count(files);
}

/** Usher's local AWS has no S3 where moto is missing. */
function sayWithoutS3(error: unknown): never {
  if (errorName(error) !== 'NotImplemented') throw error;
  throw new ProblemError({
    kind: 'missing-tool',
    summary: 'This local AWS keeps no files: it has no moto behind it.',
    next: 'Install moto (`pip install "moto[server]"`) and start again, or make the workshop without files.',
  });
}
