import {
  DeleteListenerCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createCloud } from '../../../infra/aws';
import { MOST_BYTES, pagePieces } from '../../../infra/stacks/venue-page';
import { NOT_ADMITTED, readCode, tagOf, writeCode } from '../../../workshop/venue/code';
import { venueWorkshop, type VenueWorkshop } from '../../../workshop/venue/venue';
import { findChromium, launchChromium } from '../../local/page/chromium';
import { until } from '../../local/aws/scenario';
import { startRegion, type Region } from '../../support/region';
import { describeReal } from '../terraform/real';
import { synthJson, testWorkshop } from './support';

const TAG = tagOf('some venue');
/** The seats' own: the third port of Airflow is 9083. */
const nov = (allow: readonly string[] = ['0.0.0.0/0'], seats = 83) =>
  testWorkshop({ seats, ami: undefined, options: { allow } });

describe('the page at a venue', () => {
  it('fits into what a load balancer answers by itself, whatever the workshop', () => {
    const hosts = {
      kind: 'hosts',
      domain: `${'a'.repeat(40)}.example.org`,
      zone: 'Z1',
      certificate: undefined,
    } as const;
    const long = { name: 'sixteen-letters-', seats: 1000 };
    for (const workshop of [testWorkshop(long), testWorkshop({ ...long, options: { exposure: hosts } })]) {
      const { venue, spec } = venueWorkshop(workshop, { seat: true, tag: TAG });
      const { page, pieces } = pagePieces(venue, spec.exposure);
      for (const text of [page, ...pieces.map(({ body }) => body)]) {
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
      }
    }
  });

  it('holds no password and, without a seat, no host', () => {
    const text = (seat: boolean): string => synthJson(venueWorkshop(testWorkshop(), { seat, tag: TAG }), 'venue').text;
    expect(text(true)).toContain('aws_instance');
    expect(text(true)).not.toContain('classified');
    expect(text(false)).not.toContain('aws_instance');
    expect(text(false)).not.toContain('aws_iam_role');
  });

  it('has a name and a certificate of its own where seats have names', () => {
    const exposure = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z1', certificate: undefined } as const;
    const workshop = testWorkshop({ options: { exposure } });
    const text = synthJson(venueWorkshop(workshop, { seat: false, tag: TAG }), 'venue').text;
    expect(text).toContain('venue.lab.example.org');
    expect(text).not.toContain('*.lab.example.org');
    expect(text).toContain('https://venue.lab.example.org/v.js');
  });
});

describeReal('the page at a venue, put up by Terraform and opened on a phone', () => {
  const chromium = findChromium();
  if (!chromium && process.env['CI']) throw new Error('these tests need Chromium');
  let region: Region;
  let browser: Browser | undefined;
  let venue: VenueWorkshop;
  let address: string;

  const up = async (allow?: readonly string[]): Promise<void> => {
    const made = await region.up(venueWorkshop(nov(allow), { seat: true, tag: TAG }), 'venue');
    venue = made as VenueWorkshop;
    address = made.loadBalancers[0] ?? '';
  };
  beforeAll(async () => {
    region = await startRegion();
    await up();
    if (chromium) browser = await launchChromium(chromium);
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await region?.stop();
  });

  const openPage = async (): Promise<{ code: string; words: string }> => {
    const phone = await browser!.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const page = await phone.newPage();
    await page.goto(`http://${address}:${region.aws.boundAs(80)}/`);
    await page.waitForSelector('#e:not([hidden])', { timeout: 30_000 });
    const [code, words, width] = await Promise.all([
      page.innerText('#k'),
      page.innerText('main'),
      page.evaluate('document.documentElement.scrollWidth'),
    ]);
    expect(width).toBe(390);
    await phone.close();
    return { code, words };
  };
  const onPhone = chromium ? it : it.skip;

  onPhone(
    'says that everything is reached, a live connection to the seat included',
    async () => {
      const found = await until(async () => {
        const met = await openPage();
        return met.words.includes('You can reach everything') && met;
      }, 'the seat to answer');
      expect(found.code).toBe(writeCode(TAG, 0));
      expect(found.words).toMatch(/Live connection \(WebSocket\)\s+works/);
    },
    240_000,
  );

  onPhone(
    'says which port is blocked, in a code that Usher reads',
    async () => {
      const { endpoint } = region.aws;
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const elb = new ElasticLoadBalancingV2Client({ endpoint, region: 'eu-west-1', credentials });
      const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
      const LoadBalancerArn = LoadBalancers[0]?.LoadBalancerArn;
      const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn }));
      const door = Listeners.find(({ Port }) => Port === 9042);
      await elb.send(new DeleteListenerCommand({ ListenerArn: door?.ListenerArn }));
      const { code, words } = await openPage();
      expect(words).toMatch(/Airflow, port 9042\s+blocked/);
      expect(words).toMatch(/Airflow, port 9083\s+open/);
      const read = readCode(`my code is ${code.toLowerCase()}, thanks`);
      expect(read).toMatchObject({ tag: TAG, found: { blocked: [4], notAdmitted: false, noSocket: false } });
    },
    120_000,
  );

  onPhone(
    'tells whoever is not on the allow-list so, and nothing wrong of the ports',
    async () => {
      await up(['203.0.113.0/24', '198.51.100.7/32']);
      const { code, words } = await openPage();
      expect(words).toMatch(/let in\s+no/);
      expect(words).toMatch(/Airflow, port 9042\s+open/);
      expect(words).toContain('checkip.amazonaws.com');
      expect(code).toBe(writeCode(TAG, NOT_ADMITTED));
    },
    240_000,
  );

  it('is gone afterwards, and leaves nothing', async () => {
    await region.down(venue, 'venue');
    const cloud = createCloud({ region: 'eu-west-1', endpoint: region.aws.endpoint, env: region.env });
    expect(await cloud.leftovers(venue)).toEqual([]);
  }, 240_000);
});
