import type { PreflightLine } from '../../workshop/ports/preflight';
import type { Workshop } from '../../workshop/workshop';
import { count, escape, listed } from './words';

const isShort = (line: PreflightLine): boolean => line.verdict === 'short';

/** Whether a first deploy would be refused; once something stands, a resume does what can be done. */
export const isStopped = (workshop: Workshop, checks: readonly PreflightLine[]): boolean =>
  workshop.state === 'new' && checks.some(isShort);

/** What is short, one line each with what to do; empty where nothing is. */
export const shortages = (checks: readonly PreflightLine[]): string[] =>
  checks
    .filter(isShort)
    .map((line) => `• *${escape(line.what)}*${codeOf(line)}: ${escape(line.sentence)}${askFor(line)}`);

const codeOf = ({ quota }: PreflightLine): string => (quota ? ` (${quota.code})` : '');

function askFor({ quota }: PreflightLine): string {
  if (!quota) return '';
  return quota.ask
    ? ` <${quota.ask.link}|Ask for at least ${quota.ask.value.toLocaleString('en-US')}>; AWS takes up to some days.`
    : ' AWS raises this one for nobody: make the workshop with fewer seats or apps.';
}

/** One line: how many things were looked at, and which could not be, each reason once. */
export function checkedLine(checks: readonly PreflightLine[]): string {
  const reasons = new Map<string, string[]>();
  for (const { verdict, what, sentence } of checks) {
    if (verdict === 'unknown') reasons.set(sentence, [...(reasons.get(sentence) ?? []), what]);
  }
  const fine = checks.filter(({ verdict }) => verdict === 'ok').length;
  const unknown = [...reasons].map(([why, whats]) => `${listed(whats)} (${why.replace(/\.$/, '')})`);
  return [
    `Quotas and limits: ${count(fine, 'is', 'are')} large enough.`,
    ...(unknown.length > 0 ? [`Could not be checked: ${escape(unknown.join('; '))}. That stops nothing.`] : []),
  ].join(' ');
}
