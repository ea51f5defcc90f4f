import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const REGION = 'eu-west-1';

export const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

export const scratch = (): string => mkdtempSync(join(tmpdir(), 'usher-state-'));

/** A state as Terraform writes it, as far as anything here reads it. */
export const state = (serial: number, lineage = 'a-lineage', resources = 1): string =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial,
    lineage,
    outputs: {},
    resources: Array.from({ length: resources }, (_, no) => ({
      mode: 'managed',
      type: 'aws_vpc',
      name: `net${no}`,
      instances: [{ attributes: { id: `vpc-${no}` } }],
    })),
  });
