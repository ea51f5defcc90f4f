import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthInProcess } from '../infra/synth/in-process';
import { DEFAULT_APPS } from '../workshop/default-apps';
import { stacksOf } from '../workshop/seat-plan';
import { DEFAULT_OPTIONS, type Workshop } from '../workshop/workshop';
import { tenth } from './statistics';
import type { SynthCost } from './synth';

process.setSourceMapsEnabled(false);
const seats = Number(process.argv[2]);
const workshop: Workshop = {
  id: '00000000-0000-4000-8000-000000000000',
  spec: {
    ...DEFAULT_OPTIONS,
    name: 'bench',
    seats,
    batchSize: 10,
    region: 'eu-west-1',
    instanceType: 't3.xlarge',
    apps: DEFAULT_APPS,
  },
  suffix: 'abc234',
  state: 'new',
  crewChannel: 'C1',
  room: undefined,
  join: 'room',
  createdBy: 'U1',
  createdAt: new Date(0),
  openedAt: undefined,
  endsAt: undefined,
  deployedAt: undefined,
  destroyedAt: undefined,
  ami: 'ami-0123456789abcdef0',
  loadBalancers: [],
  rotation: 0,
};

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
