import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variablesFor } from '../../infra/stacks/variables';
import { synthInProcess } from '../../infra/synth/in-process';
import { locateTerraform } from '../../infra/terraform';
import { createProvisioner } from '../../infra/terraform/provisioner';
import { startLocalAws, type LocalAws } from '../../local/aws';
import { createCredentials } from '../../workshop/credentials';
import type { Credentials } from '../../workshop/ports/credentials';
import type { Provisioner, StackEvent } from '../../workshop/ports/provisioner';
import type { Workshop } from '../../workshop/workshop';
import { systemClock } from '../../bot/clock';
import { notAllowed } from './iam';

/** A local AWS with moto behind it, and the real provisioner with the real Terraform before it. */
export interface Region {
  readonly aws: LocalAws;
  readonly provisioner: Provisioner;
  readonly credentials: Credentials;
  /** Environment of any AWS client. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of one workshop's Terraform: its states lie in `state`, each stack in a folder of its name. */
  folderOf(workshop: Workshop): string;
  /** Applies these stacks one after the other and returns the workshop with its load balancers; throws where one fails. */
  up(workshop: Workshop, ...stacks: string[]): Promise<Workshop>;
  /** Destroys these stacks one after the other; throws where one fails. */
  down(workshop: Workshop, ...stacks: string[]): Promise<void>;
  /** Throws where Terraform has made a call that infra/policies/provisioning.json does not allow. */
  stop(): Promise<void>;
}

/** Starts one; for tests within `describeReal`. */
export async function startRegion({ speed = 2000 } = {}): Promise<Region> {
  const tool = await locateTerraform(process.env);
  if ('problem' in tool) throw new Error(tool.problem.summary);
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-region-'));
  const aws = await startLocalAws({ port: 0, dataDir: join(dataDir, 'aws'), speed });
  const env = { ...process.env, ...aws.environment };
  const credentials = createCredentials('a secret of the tests, long enough');
  const provisioner = createProvisioner({
    tool,
    dataDir,
    env,
    clock: systemClock,
    synth: (request) => Promise.resolve(synthInProcess(request)),
    variables: (workshop, stack) => variablesFor(workshop, stack, credentials),
  });
  const never = new AbortController().signal;
  const last = async (events: AsyncIterable<StackEvent>, stack: string): Promise<StackEvent & { type: 'done' }> => {
    const all: StackEvent[] = [];
    for await (const event of events) all.push(event);
    const end = all.at(-1);
    if (end?.type === 'done') return end;
    const failures = all.filter(({ type }) => type === 'resource-failed' || type === 'failed');
    throw new Error(`${stack} failed: ${JSON.stringify(failures, null, 2)}`);
  };
  return {
    aws,
    provisioner,
    credentials,
    env,
    folderOf: ({ spec, suffix }) => join(dataDir, 'terraform', `${spec.name}-${suffix}`),
    async up(workshop, ...stacks) {
      let now: Workshop = { ...workshop, ami: workshop.ami ?? (await provisioner.resolveAmi(workshop)) };
      for (const stack of stacks) {
        const { loadBalancers } = await last(provisioner.apply(now, stack, never), stack);
        if (loadBalancers) now = { ...now, loadBalancers };
      }
      return now;
    },
    async down(workshop, ...stacks) {
      for (const stack of stacks) await last(provisioner.destroy(workshop, stack, never), stack);
    },
    async stop() {
      const made = aws.callers().filter(({ by }) => by === 'terraform');
      await aws.stop();
      await rm(dataDir, { recursive: true, force: true });
      const refused = notAllowed(
        ['provisioning'],
        made.map(({ call }) => call),
      );
      if (refused.length > 0) throw new Error(`infra/policies/provisioning.json does not allow ${refused.join(', ')}`);
    },
  };
}
