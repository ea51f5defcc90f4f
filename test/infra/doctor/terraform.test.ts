import { describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDisk, checkMemory, machineCheckups } from '../../../infra/doctor/machine';
import { stateCheckup } from '../../../infra/doctor/state';
import { terraformCheckup } from '../../../infra/doctor/terraform';
import { terraformPlatform } from '../../../infra/terraform/mirror';
import { startLocalAws } from '../../../local/aws';
import type { Checkup } from '../../../workshop/ports/checkup';
import { examine } from '../../../workshop/use-cases/doctor';

const look = async (checkup: Checkup) => (await examine([checkup], { log: (line) => expect(line).toBe('') }))[0];
const folder = (): string => mkdtempSync(join(tmpdir(), 'usher-doctor-'));

/** A PATH with a `terraform` that answers with this version, and a home without mirrors. */
function machineWith(version: string): NodeJS.ProcessEnv {
  const bin = folder();
  const answer = JSON.stringify({ terraform_version: version });
  writeFileSync(join(bin, 'terraform'), `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(join(bin, 'terraform'), 0o755);
  return { PATH: `${bin}:/usr/bin:/bin`, HOME: folder() };
}

describe('what the doctor says of Terraform', () => {
  it('names the version and finds the provider that earlier deploys left in the data folder', async () => {
    const dataDir = folder();
    const cached = join(
      dataDir,
      'terraform/plugin-cache/registry.terraform.io/hashicorp/aws/5.100.0',
      terraformPlatform(),
    );
    mkdirSync(cached, { recursive: true });
    writeFileSync(join(cached, 'terraform-provider-aws_v5.100.0_x5'), '');
    expect(await look(terraformCheckup({ env: machineWith('1.11.4'), dataDir }))).toMatchObject({
      state: 'well',
      says: 'Terraform 1.11.4; AWS provider 5.100.0 is on this machine.',
    });
  });

  it('refuses one that is too old, and says what to install', async () => {
    expect(await look(terraformCheckup({ env: machineWith('1.9.8'), dataDir: folder() }))).toMatchObject({
      state: 'ill',
      says: 'Usher found terraform 1.9.8 on PATH and needs 1.11 or later.',
      mend: expect.stringContaining('https://developer.hashicorp.com/terraform/install'),
    });
  });

  it('can do without on the local AWS, and says so', async () => {
    const aws = await startLocalAws({ port: 0, dataDir: folder(), moto: 'none' });
    const env = { ...aws.environment, PATH: folder() };
    expect(await look(terraformCheckup({ env, dataDir: folder() }))).toMatchObject({
      state: 'unknown',
      says: expect.stringContaining('local AWS is filled without'),
    });
    await aws.stop();
    expect(await look(terraformCheckup({ env, dataDir: folder() }))).toMatchObject({ state: 'ill' });
  });
});

describe('what the doctor says of the machine', () => {
  it('measures the disk of a data folder that is not there yet, and the memory', async () => {
    for (const checkup of machineCheckups(join(folder(), 'not', 'yet'))) {
      expect(await look(checkup)).toMatchObject({ says: expect.stringMatching(/\d GiB/) });
    }
  });

  it('wants 2 GiB on the disk and 1 GiB of memory', () => {
    expect(checkDisk('.usher', 1.9 * 1024 ** 3)).toMatchObject({ state: 'ill', says: 'Only 1.9 GiB free for .usher.' });
    expect(checkDisk('.usher', 2 * 1024 ** 3)).toMatchObject({ state: 'well' });
    expect(checkMemory(0.5 * 1024 ** 3, 1)).toMatchObject({ state: 'ill' });
    expect(checkMemory(4 * 1024 ** 3, 4)).toMatchObject({ state: 'well', says: '4.0 GiB: 4 stacks at a time.' });
  });
});

describe('what the doctor says of Terraform’s state', () => {
  /** S3 as far as two questions go: a bucket by path, with this status, and its versioning. */
  async function bucket(status: number, versioning: string) {
    const server = createServer((request, response) => {
      response.writeHead(request.method === 'HEAD' ? status : 200, { 'content-type': 'text/xml', connection: 'close' });
      response.end(
        request.method === 'HEAD'
          ? undefined
          : `<VersioningConfiguration>${versioning && `<Status>${versioning}</Status>`}</VersioningConfiguration>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const seen = await look(stateCheckup({ env, region: 'eu-west-1', dataDir: '.usher', stateBucket: 'states' }));
    await new Promise((resolve) => server.close(resolve));
    return seen;
  }

  it('asks for a backup of the folder where there is no bucket', async () => {
    expect(
      await look(stateCheckup({ env: {}, region: 'eu-west-1', dataDir: '.usher', stateBucket: undefined })),
    ).toMatchObject({ state: 'well', says: 'In files below .usher/terraform.', mend: expect.stringContaining('Back') });
  });

  it('is content with a bucket that keeps versions, and with one still to be made', async () => {
    expect(await bucket(200, 'Enabled')).toMatchObject({
      state: 'well',
      says: 'In the bucket states, which keeps versions.',
    });
    expect(await bucket(404, '')).toMatchObject({ state: 'well', says: expect.stringContaining('not there yet') });
  });

  it('is not with one that keeps none, or is somebody else’s', async () => {
    expect(await bucket(200, '')).toMatchObject({ state: 'ill', mend: expect.stringContaining('versioning') });
    expect(await bucket(403, '')).toMatchObject({ state: 'ill', says: expect.stringContaining('another AWS account') });
  });
});
