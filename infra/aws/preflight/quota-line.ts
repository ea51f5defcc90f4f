import type { PreflightLine, PreflightQuota } from '../../../workshop/ports/preflight';
import type { Answer } from './asking';
import { linkOf, type Quota } from './catalogue';

/** What one quota means for the workshop. `limit` and `used` are in the quota's own unit, `used` without the workshop. */
export function quotaLine(
  quota: Quota,
  region: string,
  needed: number,
  limit: Answer<number>,
  used: Answer<number>,
): PreflightLine {
  const { what } = quota;
  if ('why' in limit) return { what, verdict: 'unknown', sentence: limit.why };
  if ('why' in used) return { what, verdict: 'unknown', sentence: used.why };
  const available = limit.value - used.value;
  const facts: PreflightQuota = {
    service: quota.service,
    code: quota.code,
    needed,
    available,
    limit: limit.value,
    ask: quota.fixed ? undefined : { value: Math.ceil(used.value + needed), link: linkOf(quota, region) },
  };
  const sentence = `${round(needed)} needed, ${round(Math.max(0, available))} of ${round(limit.value)} left.`;
  if (needed <= available) return { what, verdict: 'ok', sentence, quota: facts };
  return quota.rough && needed <= limit.value
    ? {
        what,
        verdict: 'unknown',
        sentence: `About all of the quota ${quota.code} is in use, as far as network interfaces tell.`,
      }
    : { what, verdict: 'short', sentence, quota: facts };
}

/** `1,280`, `48.9`. */
const round = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 1 });
