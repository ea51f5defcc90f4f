import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** What the bot's process used since it was asked before; memory is counted after a forced collection, the peak before. */
export interface ProcessFigures {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  /** How late timers of the event loop came, in milliseconds. */
  readonly loopDelayMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly rssMegabytes: number;
  readonly heapMegabytes: number;
  /** Outside of the heap: the database's memory, buffers. */
  readonly externalMegabytes: number;
}

/** A way to look into a bot that is started with `environment`. */
export interface Watch {
  readonly environment: Readonly<Record<string, string>>;
  look(): Promise<ProcessFigures>;
  end(): void;
}

export function watchBot(): Watch {
  const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
  const socketPath = join(folder, 'probe');
  return {
    // tsx comes first: the probe is TypeScript as well.
    environment: {
      BENCH_PROBE: socketPath,
      NODE_OPTIONS: [require.resolve('tsx'), join(__dirname, 'probe.ts')]
        .map((path) => `--import=${pathToFileURL(path).href}`)
        .join(' '),
    },
    look: () =>
      new Promise((resolve, reject) => {
        request({ socketPath }, (response) => {
          text(response).then((body) => resolve(JSON.parse(body) as ProcessFigures), reject);
        })
          .on('error', reject)
          .end();
      }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
