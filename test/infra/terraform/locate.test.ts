import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isNewEnough, locateTerraform } from '../../../infra/terraform/locate';
import { removeScratch, scratch } from './support';

let folder: string;
beforeEach(() => {
  folder = scratch();
});
afterEach(() => removeScratch(folder));

async function install(bin: string, name: string, version: string): Promise<string> {
  const path = join(folder, bin, name);
  await mkdir(join(folder, bin), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho '{"terraform_version":"${version}"}'\n`);
  await chmod(path, 0o755);
  return path;
}

const withPath = (...bins: string[]) => ({ PATH: bins.map((bin) => join(folder, bin)).join(':') });

describe('the search for Terraform', () => {
  it('takes a terraform that is new enough', async () => {
    const path = await install('a', 'terraform', '1.11.0');
    expect(await locateTerraform(withPath('a'))).toEqual({ kind: 'terraform', command: [path], version: '1.11.0' });
  });

  it('starts it politely where that is possible', async () => {
    const path = await install('a', 'terraform', '1.12.1');
    const nice = await install('a', 'nice', '');
    expect(await locateTerraform(withPath('a'))).toMatchObject({ command: [nice, '-n', '5', path] });
  });

  it('passes over one that is too old for a newer one further down PATH', async () => {
    await install('a', 'terraform', '1.5.7');
    const path = await install('b', 'terraform', '1.13.0');
    expect(await locateTerraform(withPath('a', 'b'))).toMatchObject({ command: [path] });
  });

  it('takes tofu where terraform is too old', async () => {
    await install('a', 'terraform', '1.5.7');
    const path = await install('a', 'tofu', '1.11.2');
    expect(await locateTerraform(withPath('a'))).toEqual({ kind: 'tofu', command: [path], version: '1.11.2' });
  });

  it('says what it found and what it needs where nothing will do', async () => {
    await install('a', 'terraform', '1.5.7');
    const found = await locateTerraform(withPath('a'));
    expect(found).toMatchObject({
      problem: { kind: 'missing-tool', summary: expect.stringContaining('terraform 1.5.7') },
    });
  });

  it('says how to install it where there is none', async () => {
    const found = await locateTerraform({ PATH: folder });
    expect(found).toMatchObject({
      problem: { kind: 'missing-tool', next: expect.stringMatching(/Install Terraform 1\.11 or later .*OpenTofu/) },
    });
  });

  it('passes over a program of the name that is something else', async () => {
    const path = join(folder, 'terraform');
    await writeFile(path, '#!/bin/sh\nexit 3\n');
    await chmod(path, 0o755);
    expect(await locateTerraform({ PATH: folder })).toMatchObject({ problem: { kind: 'missing-tool' } });
  });

  it.each([
    ['1.10.9', false],
    ['1.11.0', true],
    ['1.11.0-rc1', true],
    ['2.0.0', true],
    ['0.15.0', false],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });
});
