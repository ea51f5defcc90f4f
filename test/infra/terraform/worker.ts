import { locateTerraform } from '../../../infra/terraform';
import { collect, foundation, host, logGroup, provisionerFor, REGION, vpc, workshop } from './support';

export const BUCKET = { name: 'usher-lost-worker', region: REGION };
export const resources = { ...vpc, ...foundation, ...logGroup, ...host('001') };

/** A worker of its own process, for tests that kill it: applies the stack, its state on S3. */
async function work(endpoint: string, dataDir: string): Promise<void> {
  const tool = await locateTerraform(process.env);
  if ('problem' in tool) throw new Error(tool.problem.summary);
  const provisioner = provisionerFor(endpoint, dataDir, tool, () => resources, { stateBucket: BUCKET });
  await collect(provisioner.apply(workshop, 'network', new AbortController().signal));
}

const [endpoint, dataDir] = process.argv.slice(2);
if (require.main === module && endpoint && dataDir) void work(endpoint, dataDir);
