import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUOTAS, ROLES, vcpuQuota } from '../../../infra/aws/preflight/catalogue';
import { QUOTA_RECORDS } from '../../../local/aws/model/quotas';
import { needsOf } from '../../../workshop/needs';
import { workshopOf } from './fixture';

const SEATS = [12, 25, 80, 200, 1000];
/** Of a new account. */
const DEFAULTS = new Map<string, number>([
  ...QUOTA_RECORDS.map(({ code, value }) => [code, value] as const),
  ['L-1216C47A', 5],
  ['L-FE177D64', 1000],
]);

const whole = (n: number) => (Math.ceil(n * 10) / 10).toLocaleString('en-US', { maximumFractionDigits: 1 });

/** The table of docs/quotas-and-prices.md, from what the preflight knows. */
const rows = [vcpuQuota('t3.xlarge'), ...QUOTAS, ROLES]
  .filter(({ need }) => needsOf(workshopOf(1).spec)[need] > 0)
  .map(({ what, code, need }) => {
    const most = DEFAULTS.get(code)!;
    const cells = SEATS.map((seats) => {
      const needed = needsOf(workshopOf(seats).spec)[need];
      return needed > most ? `**${whole(needed)}**` : whole(needed);
    });
    return `| ${what} | ${code} | ${whole(most)} | ${cells.join(' | ')} |`;
  });

describe('the page about quotas', () => {
  it('says what the preflight asks for', () => {
    const page = readFileSync(join(__dirname, '../../../docs/quotas-and-prices.md'), 'utf8');
    const table = /(?<=<!-- quotas -->\n)[^]*?(?=<!-- end -->)/.exec(page)?.[0].trim().split('\n');
    expect(table?.slice(2)).toEqual(rows);
  });
});
