import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variablesFor } from '../../../infra/stacks/variables';
import { synthInProcess } from '../../../infra/synth/in-process';
import { scratch, testCredentials, testWorkshop } from './support';
import { findTerraform, startMoto, stateText, type Moto, type Run, type Terraform } from './terraform';

const STACKS = ['network', 'database', 'batch-001'] as const;
/** Most of this is the provider's own waiting for load balancer, zone and database. */
const PATIENCE = 15 * 60_000;
const REGION = 'eu-west-1';

interface PlannedChange {
  readonly type: string;
  readonly change: { readonly actions: readonly string[] };
}

describe('the stacks, applied by Terraform to a double of AWS', () => {
  const folder = scratch();
  const states = join(folder, 'state');
  let terraform: Terraform;
  let moto: Moto;
  let missing: string | undefined;
  let workshop = testWorkshop();

  const inFolder = (stack: string): string => join(folder, stack);
  const environment = (): NodeJS.ProcessEnv => ({
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
  });
  const secrets = (stack: string): NodeJS.ProcessEnv =>
    Object.fromEntries(
      Object.entries(variablesFor(workshop, stack, testCredentials)).map(([name, value]) => [`TF_VAR_${name}`, value]),
    );
  const tf = (stack: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, onLine?: (line: string) => void) =>
    terraform.run(inFolder(stack), [...args, '-no-color'], { ...environment(), ...env }, onLine);
  /** Once more where a repeated request met its own result, as Usher's own runner does. */
  const apply = async (stack: string, onLine?: (line: string) => void): Promise<Run> => {
    const once = () => tf(stack, ['apply', '-auto-approve', '-input=false'], secrets(stack), onLine);
    const run = await once();
    return run.output.includes('InvalidPermission.Duplicate') ? once() : run;
  };
  const plan = async (stack: string): Promise<string[]> => {
    const planned = await tf(stack, ['plan', '-input=false', '-out=again.plan'], secrets(stack));
    expect(planned.code === 0 ? '' : planned.output).toBe('');
    const shown = await tf(stack, ['show', '-json', 'again.plan']);
    writeFileSync(join(inFolder(stack), 'plan.txt'), planned.output + shown.output);
    const { resource_changes } = JSON.parse(shown.output) as { resource_changes: PlannedChange[] };
    return resource_changes
      .filter(({ change }) => change.actions.some((action) => action !== 'no-op' && action !== 'read'))
      .map(({ type, change }) => `${change.actions.join('+')} ${type}`);
  };
  /** Never silent: where CI is set, a missing tool is a failure. */
  const possible = (): boolean => {
    if (missing === undefined) return true;
    if (process.env['CI']) throw new Error(missing);
    console.warn(`skipped: ${missing}`);
    return false;
  };

  beforeAll(async () => {
    const found = await findTerraform();
    const started = typeof found === 'string' ? found : await startMoto(REGION);
    if (typeof found === 'string' || typeof started === 'string') {
      missing = typeof found === 'string' ? found : String(started);
      return;
    }
    terraform = found;
    moto = started;
    const parameter = await moto.call('AmazonSSM.GetParameter', {
      Name: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    });
    workshop = testWorkshop({ ami: (parameter['Parameter'] as { Value: string }).Value });
    for (const stack of STACKS) {
      const backend = { kind: 'local', folder: states } as const;
      synthInProcess({ workshop, stack, outDir: inFolder(stack), backend, endpoint: moto.endpoint });
    }
  }, PATIENCE);

  afterAll(() => (missing === undefined ? moto.stop() : undefined));

  it(
    'are valid',
    async () => {
      if (!possible()) return;
      for (const stack of STACKS) {
        const init = await terraform.init(inFolder(stack));
        expect(init.code === 0 ? '' : init.output).toBe('');
        const { output } = await terraform.validate(inFolder(stack));
        expect(JSON.parse(output)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
      }
    },
    PATIENCE,
  );

  it(
    'come up, the database as soon as the foundation is laid',
    async () => {
      if (!possible()) return;
      let database: Promise<Run> | undefined;
      const network = await apply('network', (line) => {
        if (line.startsWith('terraform_data.foundation: Creation complete')) database = apply('database');
      });
      expect(network.output).toContain('Apply complete!');
      expect(database).toBeDefined();
      const batch = await apply('batch-001');
      expect(batch.output).toContain('Apply complete! Resources: 22 added, 0 changed, 0 destroyed.');
      expect((await database)?.output).toContain('Apply complete!');
    },
    PATIENCE,
  );

  it(
    'plan nothing new when applied again, but for what the double forgets of a new service',
    async () => {
      if (!possible()) return;
      expect(await plan('network')).toEqual([]);
      expect(await plan('database')).toEqual([]);
      expect([...new Set(await plan('batch-001'))]).toEqual(['update aws_ecs_service']);
      expect((await apply('batch-001')).output).toContain('0 added, 4 changed, 0 destroyed');
      expect(await plan('batch-001')).toEqual([]);
    },
    PATIENCE,
  );

  it('put the words where ECS reads them and into no file', async () => {
    if (!possible()) return;
    const kept = await moto.call('secretsmanager.GetSecretValue', { SecretId: 'usher/nov-abc123/batch-001' });
    expect(JSON.parse(String(kept['SecretString']))).toMatchObject({
      '001.jupyter': expect.stringContaining("USHER_PASSWORD='classified-word-1'\n"),
      '002.airflow': expect.stringContaining("USHER_FERNET='classified-airflow-fernet-2'\n"),
    });
    const master = await moto.call('secretsmanager.GetSecretValue', { SecretId: 'usher/nov-abc123/database' });
    expect(master['SecretString']).toBe(testCredentials.databasePassword(workshop));

    const files = STACKS.flatMap((stack) => [
      stateText(states, stack),
      ...readdirSync(inFolder(stack), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(inFolder(stack), entry.name), 'latin1')),
    ]);
    expect(files.length).toBeGreaterThanOrEqual(4 * STACKS.length);
    for (const text of files) expect(text).not.toContain('classified');
  });

  it(
    'go without a password and leave nothing that carries the tag of the workshop',
    async () => {
      if (!possible()) return;
      const destroy = (stack: string): Promise<Run> => tf(stack, ['destroy', '-auto-approve', '-input=false']);
      for (const run of await Promise.all([destroy('database'), destroy('batch-001')])) {
        expect(run.output).toContain('Destroy complete!');
      }
      expect((await destroy('network')).output).toContain('Destroy complete!');
      const left = await moto.call('ResourceGroupsTaggingAPI_20170126.GetResources', {
        TagFilters: [{ Key: 'usher:run', Values: ['abc123'] }],
      });
      // Ended services, revisions, clusters and instances are remembered with their tags for a while, on AWS as here.
      const arns = (left['ResourceTagMappingList'] as { ResourceARN: string }[])
        .map((found) => found.ResourceARN)
        .filter((arn) => !/^arn:aws:(ecs:|ec2:.*:instance\/)/.test(arn));
      expect(arns).toEqual([]);
      for (const stack of STACKS) {
        expect((JSON.parse(stateText(states, stack)) as { resources: unknown[] }).resources).toEqual([]);
      }
    },
    PATIENCE,
  );
});
