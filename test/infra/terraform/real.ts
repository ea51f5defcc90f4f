import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';
import { locateTerraform, type Tool } from '../../../infra/terraform';
import { startMoto, type Moto } from '../stacks/terraform';
import { REGION } from './support';

const onPath = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const wanting = [
  ...(onPath('terraform') || onPath('tofu') ? [] : ['Terraform 1.11 or later']),
  ...(onPath('moto_server') ? [] : ['moto (`pip install "moto[server]==5.2.1"`)']),
];
const skipped = wanting.length > 0 && !process.env['CI'];

/** `describe` for tests on real Terraform; where a tool is missing a skip that says what to install, and under CI a failure. */
export const describeReal = (name: string, body: () => void): void =>
  skipped ? describe.skip(`${name} (skipped: install ${wanting.join(' and ')})`, body) : describe(name, body);

/** Terraform and a moto server of one's own. */
export async function startReal(): Promise<{ readonly tool: Tool; readonly moto: Moto }> {
  const tool = await locateTerraform(process.env);
  if ('problem' in tool) throw new Error(`${tool.problem.summary} ${tool.problem.next}`);
  const moto = await startMoto(REGION);
  if (typeof moto === 'string') throw new Error(moto);
  return { tool, moto };
}
