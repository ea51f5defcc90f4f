import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthInProcess } from '../infra/synth/in-process';
import { stacksOf } from '../workshop/seat-plan';
import { tenth } from './statistics';
import type { SynthCost } from './synth';
import { benchWorkshop } from './workshop';

process.setSourceMapsEnabled(false);
const seats = Number(process.argv[2]);
const workshop = benchWorkshop(seats);
const folder = mkdtempSync(join(tmpdir(), 'usher-bench-'));
const stacks = stacksOf(workshop.spec);
let resources = 0;
for (const stack of stacks) {
  const outDir = join(folder, stack);
  const backend = { kind: 'local', folder: join(folder, 'state') } as const;
  resources += synthInProcess({ workshop, stack, outDir, backend, endpoint: undefined }).resources;
}
const bytes = stacks
  .flatMap((stack) => readdirSync(join(folder, stack)).map((file) => join(folder, stack, file)))
  .reduce((sum, file) => sum + statSync(file).size, 0);
rmSync(folder, { recursive: true, force: true });

const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cost: SynthCost = {
  seats,
  stacks: stacks.length,
  resources,
  wallSeconds: tenth(process.uptime()),
  cpuSeconds: tenth((userCPUTime + systemCPUTime) / 1e6),
  peakMegabytes: Math.round(maxRSS / 1024),
  outputMegabytes: tenth(bytes / 1e6),
};
process.stdout.write(JSON.stringify(cost));
