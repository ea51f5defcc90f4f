import { lstat, mkdir, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareInstallation } from '../../../infra/terraform/cli-config';
import { findProvider, linkMirror, terraformPlatform, usualPlaces } from '../../../infra/terraform/mirror';
import { removeScratch, scratch } from './support';

const VERSION = '5.100.0';
let folder: string;
beforeEach(() => {
  folder = scratch();
});
afterEach(() => removeScratch(folder));

async function unpacked(root: string, host = 'registry.terraform.io', version = VERSION): Promise<string> {
  const path = join(root, host, 'hashicorp/aws', version, terraformPlatform());
  await mkdir(path, { recursive: true });
  await writeFile(join(path, `terraform-provider-aws_v${version}_x5`), '');
  return path;
}

describe('the search for a provider mirror', () => {
  it('finds one some levels below a usual place', async () => {
    const path = await unpacked(join(folder, 'opt/some-vendor/plugins'));
    expect(await findProvider([join(folder, 'opt')], VERSION)).toEqual({ path, packed: false });
  });

  it('goes no deeper than that', async () => {
    await unpacked(join(folder, 'opt/a/b/c/d'));
    expect(await findProvider([join(folder, 'opt')], VERSION)).toBeUndefined();
  });

  it('takes what was laid out for OpenTofu', async () => {
    const path = await unpacked(folder, 'registry.opentofu.org');
    expect(await findProvider([folder], VERSION)).toEqual({ path, packed: false });
  });

  it('takes a packed provider', async () => {
    const provider = join(folder, 'registry.terraform.io/hashicorp/aws');
    const path = join(provider, `terraform-provider-aws_${VERSION}_${terraformPlatform()}.zip`);
    await mkdir(provider, { recursive: true });
    await writeFile(path, '');
    expect(await findProvider([folder], VERSION)).toEqual({ path, packed: true });
  });

  it('passes over other versions, empty folders and places that are not there', async () => {
    await unpacked(folder, 'registry.terraform.io', '5.99.0');
    await mkdir(join(folder, 'registry.opentofu.org/hashicorp/aws', VERSION, terraformPlatform()), { recursive: true });
    expect(await findProvider([join(folder, 'nowhere'), folder], VERSION)).toBeUndefined();
  });

  it('does not run in circles', async () => {
    await symlink(folder, join(folder, 'again'));
    expect(await findProvider([folder], VERSION)).toBeUndefined();
  });
});

describe('the usual places', () => {
  it('hold what the user’s own CLI configuration names', async () => {
    const file = join(folder, 'my.tfrc');
    await writeFile(
      file,
      'plugin_cache_dir = "$HOME/cache"\n# path = "/commented/out"\nprovider_installation {\n  filesystem_mirror {\n    path = "/srv/mirror"\n  }\n}\n',
    );
    const places = await usualPlaces({ HOME: '/home/ada', TF_CLI_CONFIG_FILE: file });
    expect(places.slice(0, 2)).toEqual(['/home/ada/cache', '/srv/mirror']);
    expect(places).toContain('/home/ada/.terraform.d/plugins');
    expect(places).toContain('/opt');
  });

  it('are found although the CLI configuration named does not exist', async () => {
    const places = await usualPlaces({ HOME: '/home/ada', TF_CLI_CONFIG_FILE: join(folder, 'missing') });
    expect(places[0]).toBe('/home/ada/.terraform.d/plugins');
  });
});

describe('the CLI configuration written', () => {
  const terraform = { kind: 'terraform', command: ['terraform'], version: '1.11.4' } as const;

  it('points to a mirror of our own that holds just the package found', async () => {
    const path = await unpacked(join(folder, 'opt'));
    const data = join(folder, 'data');
    const { cliConfig, oneAtATime } = await prepareInstallation(data, terraform, VERSION, {}, [join(folder, 'opt')]);
    const text = await readFile(cliConfig, 'utf8');
    expect(text).toContain(JSON.stringify(join(data, 'mirror')));
    expect(text).toContain('exclude = ["registry.terraform.io/hashicorp/aws"]');
    expect(oneAtATime).toBe(false);
    const link = join(data, 'mirror/registry.terraform.io/hashicorp/aws', VERSION, terraformPlatform());
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await realpath(link)).toBe(await realpath(path));
  });

  it('serves OpenTofu from a mirror laid out for Terraform', async () => {
    await unpacked(join(folder, 'opt'));
    const tofu = { ...terraform, kind: 'tofu' } as const;
    const { cliConfig } = await prepareInstallation(join(folder, 'data'), tofu, VERSION, {}, [join(folder, 'opt')]);
    expect(await readFile(cliConfig, 'utf8')).toContain('include = ["registry.opentofu.org/hashicorp/aws"]');
  });

  it('without a mirror goes to the registry through a cache, one init at a time', async () => {
    const { cliConfig, oneAtATime } = await prepareInstallation(folder, terraform, VERSION, {}, []);
    const text = await readFile(cliConfig, 'utf8');
    expect(text).toContain(`plugin_cache_dir = ${JSON.stringify(join(folder, 'plugin-cache'))}`);
    expect(text).not.toContain('provider_installation');
    expect(oneAtATime).toBe(true);
  });

  it('is there for everybody from its first moment on, however many stacks lay it out at once', async () => {
    const path = await unpacked(join(folder, 'opt'));
    const mirror = join(folder, 'mirror');
    const link = join(mirror, 'registry.terraform.io/hashicorp/aws', VERSION, terraformPlatform());
    const lay = async () => {
      await linkMirror(mirror, 'registry.terraform.io', VERSION, { path, packed: false });
      for (let looks = 0; looks < 20; looks += 1) await lstat(link);
    };
    for (let round = 0; round < 20; round += 1) {
      await rm(mirror, { recursive: true, force: true });
      await Promise.all(Array.from({ length: 12 }, lay));
    }
    expect(await readdir(join(mirror, 'registry.terraform.io/hashicorp/aws', VERSION))).toEqual([terraformPlatform()]);
  });
});
