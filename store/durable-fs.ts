import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The part of Emscripten's module that is touched; private to PGlite, hence the pinned version and the test. */
interface Internals {
  NODEFS: {
    stream_ops: { fsync?: (stream: { nfd?: number; node: unknown }) => number };
    realPath(node: unknown): string;
    tryFSOperation<T>(operation: () => T): T;
  };
}

type Options = Parameters<NodeFS['init']>[1];

/** PGlite's folder on disk with a real fsync: as it comes, PGlite loses what it committed when the power fails. */
export class DurableNodeFS extends NodeFS {
  constructor(
    folder: string,
    private readonly sync: (fd: number) => void = fdatasyncSync,
  ) {
    super(folder);
  }

  override async init(pg: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const addSync = (module: unknown): void => {
      const { NODEFS } = module as Internals;
      NODEFS.stream_ops.fsync = (stream) => {
        NODEFS.tryFSOperation(() =>
          stream.nfd === undefined ? syncPath(NODEFS.realPath(stream.node)) : this.sync(stream.nfd),
        );
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRuns(emscriptenOpts.preRun), addSync] } };
  }

  /**
   * PGlite waits for this after each statement. On disk there is nothing to do; but statements that queue would run one after
   * the other in a single turn of the event loop, for minutes, in which no socket is read and no message sent.
   */
  override async syncToFs(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

type PreRun = NonNullable<Options['preRun']>;
const preRuns = (preRun: PreRun | undefined): Extract<PreRun, unknown[]> =>
  (preRun === undefined ? [] : Array.isArray(preRun) ? preRun : [preRun]) as Extract<PreRun, unknown[]>;

/** PGlite's own start without `-F`, which switches fsync off, and with the one sync method that reaches stream_ops. */
export const DURABLE_START = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
  // Its timer, set when a folder is opened after a crash, would keep the process from ending.
  '-c',
  'log_startup_progress_interval=0',
];

/** Puts a file, or the names in a folder, on disk. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
