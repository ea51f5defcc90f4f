import { CopyObjectCommand, DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import PQueue from 'p-queue';
import type { AssignmentFiles, FileCount, FileToPush } from '../../../workshop/ports/assignment-files';
import type { FileSource, Workshop } from '../../../workshop/workshop';
import { ASSIGNMENTS_PREFIX, bucketName, PUSHED_PREFIX, STAGED_PREFIX } from '../../names';
import { Calls, pieces } from '../calls';
import type { CloudOptions } from '../clients';
import { addressOf, presign } from '../presign';
import { noS3, s3Settings } from '../s3-settings';
import { filesProblem, noSuchFile } from './problems';
import { sourceFiles, type SourceFile } from './sources';
import { listStored } from './stored';

const UPLOADS_AT_ONCE = 8;
/** Most keys of one DeleteObjects. */
const KEYS = 1000;
/** Seconds in which a host may fetch what is pushed: as long as it may take to be told. */
const FETCH_SECONDS = 1_500;
const NOTHING: FileCount = { files: 0, bytes: 0 };

/** `stateBucket`: where Usher keeps what it knows of AWS; never handed out as files. */
export interface AssignmentFilesOptions extends CloudOptions {
  readonly stateBucket?: string | undefined;
}

/** Assignment files in S3, by its SDK. */
export function createAssignmentFiles(options: AssignmentFilesOptions = {}): AssignmentFiles {
  const { stateBucket } = options;
  const config = (region: string) => ({
    ...s3Settings(options, region),
    // The organiser's bucket may be elsewhere.
    followRegionRedirects: true,
    // The MD5 of every file is sent already.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
  });
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
    async stage(workshop, key, source) {
      const { files, region } = workshop.spec;
      if (files !== undefined) refuseState(files, stateBucket);
      return withClient(region, (client, calls) => stage(client, calls, workshop, STAGED_PREFIX + key, source));
    },
    async publish(workshop, key, path) {
      const { region } = workshop.spec;
      const bucket = bucketName(workshop);
      await withClient(region, async (client, calls) => {
        const CopySource = `${bucket}/${STAGED_PREFIX}${key}`;
        // Where the next deploy would remove it as no file of the folder, the second one says that it was pushed.
        for (const prefix of [PUSHED_PREFIX, ASSIGNMENTS_PREFIX]) {
          const command = new CopyObjectCommand({ Bucket: bucket, Key: prefix + path, CopySource });
          await calls.make('s3:PutObject', () => client.send(command));
        }
      });
      const { credentials, endpoint } = config(region);
      const keys = typeof credentials === 'function' ? await credentials() : credentials;
      const address = addressOf({ region, bucket, key: STAGED_PREFIX + key, endpoint });
      return (await presign('GET', address, region, keys, FETCH_SECONDS, new Date())).url;
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

/** Makes the bucket hold these files, those that were pushed and no others; what it holds already is not sent again. */
async function mirror(
  client: S3Client,
  calls: Calls,
  source: FileSource,
  bucket: string,
  signal: AbortSignal,
): Promise<FileCount> {
  const files = await sourceFiles(source, client, calls);
  const stored = await listStored(client, calls, bucket, ASSIGNMENTS_PREFIX).catch(noS3);
  const pushed = await listStored(client, calls, bucket, PUSHED_PREFIX);
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
  const wanted = new Set([...pushed.keys(), ...files.map(({ path }) => path)]);
  const unwanted = [...stored.keys()].filter((path) => !wanted.has(path));
  for (const some of pieces(unwanted, KEYS)) {
    const Objects = some.map((path) => ({ Key: ASSIGNMENTS_PREFIX + path }));
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    await calls.make('s3:DeleteObject', () => client.send(command, { abortSignal: signal }));
  }
  return count(files);
}

/** Puts what is to be pushed under a key of its own; returns its size. */
async function stage(
  client: S3Client,
  calls: Calls,
  workshop: Workshop,
  key: string,
  source: FileToPush,
): Promise<number> {
  const bucket = bucketName(workshop);
  if ('bytes' in source) {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: source.bytes });
    await calls.make('s3:PutObject', () => client.send(command), ['NotImplemented']).catch(noS3);
    return source.bytes.byteLength;
  }
  const { files } = workshop.spec;
  const all = files === undefined ? [] : await sourceFiles(files, client, calls);
  const file = all.find(({ path }) => path === source.named);
  if (file === undefined) throw noSuchFile(source.named, all);
  // Nothing is stopped half-way: it is one file.
  await file.store(bucket, key, new AbortController().signal);
  return file.bytes;
}
