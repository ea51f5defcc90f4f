import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invokeAspects } from 'cdktf/lib/synthesize/synthesizer';
import { RootConstruct } from 'constructs';
import { buildStack } from '../stacks';
import type { Synthesised } from './protocol';
import type { SynthRequest } from './request';

/**
 * Writes the stack's `cdk.tf.json` into `outDir`, whole or not at all, and nothing elsewhere. Holds the event loop: outside of
 * tests, only the child process calls it.
 */
export function synthInProcess(request: SynthRequest): Synthesised {
  const stack = buildStack(new RootConstruct(), request);
  invokeAspects(stack);
  const config = stack.toTerraform() as { resource?: Record<string, Record<string, unknown>> };
  mkdirSync(request.outDir, { recursive: true });
  const file = join(request.outDir, 'cdk.tf.json');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(config, null, 2)}\n`);
  renameSync(draft, file);
  const resources = Object.values(config.resource ?? {}).reduce((sum, type) => sum + Object.keys(type).length, 0);
  return { file, resources };
}
