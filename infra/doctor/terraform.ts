import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checkup, CheckResult } from '../../workshop/ports/checkup';
import { localEndpoint } from '../terraform/direct';
import { locateTerraform, registryOf, type Tool } from '../terraform/locate';
import { findProvider, usualPlaces } from '../terraform/mirror';
import type { TerraformOptions } from './index';

/** Terraform or OpenTofu, new enough, and where it gets the AWS provider from. */
export const terraformCheckup = ({ env, dataDir }: Pick<TerraformOptions, 'env' | 'dataDir'>): Checkup => ({
  group: 'Terraform',
  title: 'Program and provider',
  async run(signal) {
    const tool = await locateTerraform(env);
    if (!('problem' in tool)) return checkProvider(tool, env, dataDir, signal);
    const { summary: says, next: mend } = tool.problem;
    const local = await localEndpoint(env, tool.problem).catch(() => undefined);
    return local === undefined
      ? { state: 'ill', says, mend }
      : { state: 'unknown', says: `${says} The local AWS is filled without.`, mend };
  },
});

async function checkProvider(
  tool: Tool,
  env: NodeJS.ProcessEnv,
  dataDir: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const version = providerVersion();
  const program = `${tool.kind === 'tofu' ? 'OpenTofu' : 'Terraform'} ${tool.version}; AWS provider ${version}`;
  const cached = join(dataDir, 'terraform', 'plugin-cache');
  const found = await findProvider([cached, ...(await usualPlaces(env))], version);
  if (found) return { state: 'well', says: `${program} is on this machine.` };
  const host = registryOf(tool);
  const reached = await fetch(`https://${host}/.well-known/terraform.json`, { signal }).then(
    (response) => response.ok,
    () => false,
  );
  if (reached) return { state: 'well', says: `${program} comes from ${host} at the first deploy.` };
  const mend = `Let this machine reach ${host}, or put the provider into a mirror such as /usr/share/terraform/plugins.`;
  // Node asks without the proxy that Terraform uses.
  return env['HTTPS_PROXY'] || env['https_proxy']
    ? { state: 'unknown', says: `${program} is not here, and ${host} is asked through a proxy.`, mend }
    : { state: 'ill', says: `${program} is not here, and ${host} does not answer.`, mend };
}

/** The version our bindings were made for, as their package says. */
function providerVersion(): string {
  const text = readFileSync(require.resolve('@cdktf/provider-aws/package.json'), 'utf8');
  return (JSON.parse(text) as { cdktf: { provider: { version: string } } }).cdktf.provider.version;
}
