import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAssignmentFiles, createCloud } from '../../infra/aws';
import { clientConfig } from '../../infra/terraform/client-config';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { planSeat, seatUrl, stacksOf } from '../../workshop/seat-plan';
import type { Workshop, WorkshopOptions } from '../../workshop/workshop';
import { basic, until } from '../local/aws/scenario';
import { startRegion, type Region } from '../support/region';
import { visitor } from '../support/visit';
import { testWorkshop } from './stacks/support';
import { describeReal } from './terraform/real';

const PATIENCE = 15 * 60_000;
const OPTIONS = ['hosts', 'volume', 'nat', 'database', 'files', 'narrow'] as const;
type Option = (typeof OPTIONS)[number];

/** Six workshops, in which every two options meet taken together, one without the other, and both left out. */
const WORKSHOPS: Readonly<Record<string, readonly Option[]>> = {
  plain: [],
  alpha: ['hosts', 'volume', 'nat', 'database', 'files', 'narrow'],
  beta: ['hosts', 'volume', 'nat'],
  gamma: ['hosts', 'database', 'files'],
  delta: ['volume', 'database', 'narrow'],
  epsilon: ['nat', 'files', 'narrow'],
};

/** On every change those with all of them and with none; all six with `npm run test:faults`. */
const APPLIED = process.env['USHER_OPTIONS'] === 'all' ? Object.keys(WORKSHOPS) : ['plain', 'alpha'];

describe('the choice of options', () => {
  it('lets every two of them meet in all four ways', () => {
    const rows = Object.values(WORKSHOPS);
    for (const [index, one] of OPTIONS.entries()) {
      for (const other of OPTIONS.slice(index + 1)) {
        const ways = new Set(rows.map((row) => `${row.includes(one)} ${row.includes(other)}`));
        expect([one, other, ways.size]).toEqual([one, other, 4]);
      }
    }
  });
});

describeReal('workshops of several options, side by side, applied by Terraform', () => {
  let region: Region;
  let lessons: string;
  let standing: Workshop[];
  const never = new AbortController().signal;

  const optionsOf = (name: string, zone: string): Partial<WorkshopOptions> => {
    const has = (option: Option): boolean => WORKSHOPS[name]?.includes(option) ?? false;
    return {
      tags: { team: name },
      ...(has('hosts')
        ? { exposure: { kind: 'hosts', domain: `${name}.example.org`, zone, certificate: undefined } }
        : {}),
      ...(has('volume') ? { storage: { kind: 'volume', size: 20 } } : {}),
      ...(has('nat') ? { internet: 'nat' } : {}),
      ...(has('files') ? { files: { kind: 'folder', path: lessons } } : {}),
      ...(has('narrow') ? { allow: ['127.0.0.0/8', '2001:db8::/32'] } : {}),
    };
  };
  const appsOf = (name: string) => DEFAULT_APPS.filter((app) => WORKSHOPS[name]?.includes('database') || !app.database);

  async function bringUp(name: string, index: number, zone: string): Promise<Workshop> {
    const options = optionsOf(name, zone);
    const suffix = `opt00${index}`;
    const workshop = testWorkshop({ name, suffix, seats: 1, apps: appsOf(name), ami: undefined, options });
    const [network = '', ...others] = stacksOf(workshop.spec);
    const grounded = await region.up(workshop, network);
    if (workshop.spec.files) await createAssignmentFiles({ env: region.env }).upload(grounded, never);
    await Promise.all(others.map((stack) => region.up(grounded, stack)));
    return grounded;
  }

  beforeAll(async () => {
    lessons = mkdtempSync(join(tmpdir(), 'usher-lessons-'));
    writeFileSync(join(lessons, 'lesson.ipynb'), '{}');
    region = await startRegion();
    const route53 = new Route53Client(clientConfig(region.env, 'eu-west-1'));
    const made = await route53.send(new CreateHostedZoneCommand({ Name: 'example.org', CallerReference: 'once' }));
    route53.destroy();
    const zone = made.HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
    standing = await Promise.all(APPLIED.map((name, index) => bringUp(name, index, zone)));
  }, PATIENCE);
  afterAll(async () => {
    rmSync(lessons, { recursive: true, force: true });
    await region?.stop();
  });

  it.each(APPLIED)('%s answers its participant in every app, and knows its own address', async (name) => {
    const workshop = standing.find(({ spec }) => spec.name === name)!;
    const seat = planSeat(workshop.spec, 1);
    const visit = visitor(region.aws, workshop.loadBalancers[0] ?? '');
    const words = basic('seat-001', region.credentials.seatPassword(workshop, 1));
    for (const app of seat.apps) {
      const url = seatUrl(workshop.loadBalancers, seat, app)!;
      const at = new URL(url);
      await until(
        async () => (await visit.get(new URL(app.app.healthPath, at).href)).status === 200,
        `${url} to answer`,
      );
      expect((await visit.get(url)).status).toBe(401);
      const page = await visit.get(url, words);
      expect(page.status).toBe(200);
      expect(page.body).toContain(url);
      expect(page.body.includes('lesson.ipynb')).toBe(workshop.spec.files !== undefined);
    }
  });

  it(
    'end without a trace of any',
    async () => {
      await Promise.all(
        standing.map(async (workshop) => {
          const [network = '', ...others] = stacksOf(workshop.spec);
          await Promise.all(others.map((stack) => region.down(workshop, stack)));
          await region.down(workshop, network);
        }),
      );
      const { leftovers } = createCloud({ env: region.env });
      await until(
        async () => (await Promise.all(standing.map((workshop) => leftovers(workshop)))).flat().length === 0,
        'AWS to forget',
      );
    },
    PATIENCE,
  );
});
