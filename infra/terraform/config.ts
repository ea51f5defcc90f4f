import { readFile } from 'node:fs/promises';

/** What Usher reads of a synthesised `cdk.tf.json`. */
export interface StackConfig {
  /** Bodies by address. */
  readonly resources: ReadonlyMap<string, ConfigResource>;
  /** Version of the AWS provider it asks for. */
  readonly providerVersion: string;
  /** Text of its `terraform` block: what `init` depends on. */
  readonly terraformBlock: string;
}

export interface ConfigResource {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface RawConfig {
  readonly terraform?: { readonly required_providers?: { readonly aws?: { readonly version?: string } } };
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
}

export async function readConfig(file: string): Promise<StackConfig> {
  const raw = JSON.parse(await readFile(file, 'utf8')) as RawConfig;
  const version = /\d+\.\d+\.\d+/.exec(raw.terraform?.required_providers?.aws?.version ?? '')?.[0];
  if (!version) throw new Error(`${file} does not say which version of the AWS provider it needs`);
  const resources = new Map<string, ConfigResource>();
  for (const [type, named] of Object.entries(raw.resource ?? {})) {
    for (const [name, body] of Object.entries(named)) resources.set(`${type}.${name}`, { type, body });
  }
  return { resources, providerVersion: version, terraformBlock: JSON.stringify(raw.terraform) };
}
