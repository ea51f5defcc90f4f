import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** What one process needed to synthesise every stack of a workshop. */
export interface SynthCost {
  readonly seats: number;
  readonly stacks: number;
  readonly resources: number;
  /** From the start of the process, loading included. */
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly outputMegabytes: number;
}

/** Synthesises a workshop of so many seats in a process of its own. */
export async function measureSynth(seats: number): Promise<SynthCost> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    pathToFileURL(require.resolve('tsx')).href,
    join(__dirname, 'synth-child.ts'),
    String(seats),
  ]);
  return JSON.parse(stdout) as SynthCost;
}
