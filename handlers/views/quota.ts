import type { Button } from '@slack/types';
import type { PreflightLine } from '../../workshop/ports/preflight';
import type { QuotaRequest } from '../../workshop/quota-request';
import type { Workshop } from '../../workshop/workshop';
import { button, clip, type Message } from './blocks';
import { plain } from './refusals';
import { dayAndTime, escape, mention } from './words';

export const QUOTA_ASK = 'quota-ask';
/** Slack takes 25 buttons in a row, and a row has others; more quotas than that are never short at once. */
const MOST_BUTTONS = 8;

/** What a button carries. */
export interface QuotaButton {
  readonly workshop: string;
  readonly code: string;
}

const amount = (value: number): string => value.toLocaleString('en-US');

const isPending = (pending: readonly QuotaRequest[], { spec }: Workshop, code: string): boolean =>
  pending.some((request) => request.code === code && request.region === spec.region);

/** *Ask AWS for 332 vCPUs* for each quota that is short, was not asked for, and is one that AWS raises. */
export function askButtons(
  workshop: Workshop,
  checks: readonly PreflightLine[],
  pending: readonly QuotaRequest[],
): Button[] {
  return checks
    .flatMap(({ verdict, what, quota }) =>
      verdict === 'short' && quota?.ask && !isPending(pending, workshop, quota.code)
        ? [{ what, code: quota.code, limit: quota.limit, value: quota.ask.value }]
        : [],
    )
    .slice(0, MOST_BUTTONS)
    .map(({ what, code, limit, value }) =>
      button(`${QUOTA_ASK}:${code}`, `Ask AWS for ${amount(value)} ${what}`, {
        value: JSON.stringify({ workshop: workshop.id, code } satisfies QuotaButton),
        confirm: {
          title: `Ask AWS for ${amount(value)}?`,
          text: `Raises the quota ${code}, *${escape(clip(what, 60))}*, in ${workshop.spec.region} from ${amount(limit)} to ${amount(value)}. Asking costs nothing. AWS answers within minutes to some days, and may write to whoever keeps the account.`,
          yes: 'Ask AWS',
        },
      }),
    );
}

/** What AWS was asked for and has not answered, a line each, for what is short. */
export const pendingLines = (
  workshop: Workshop,
  checks: readonly PreflightLine[],
  pending: readonly QuotaRequest[],
): string[] =>
  pending
    .filter(
      ({ code, region }) =>
        region === workshop.spec.region &&
        checks.some(({ verdict, quota }) => verdict === 'short' && quota?.code === code),
    )
    .map(
      ({ by, what, value, askedAt }) =>
        `⏳ ${mention(by)} asked AWS for ${amount(value)} ${escape(what)} ${dayAndTime(askedAt)}. I tell them when AWS answers.`,
    );

/** What became of the click. */
export const quotaAsked = ({ what, value, region }: QuotaRequest): Message =>
  plain(
    `Asked AWS for ${amount(value)} *${escape(what)}* in ${region}. I send you a direct message when AWS answers: within minutes, or some days. AWS may first write to whoever keeps the account.`,
  );

export const quotaPending = ({ by, what, value, askedAt }: QuotaRequest): Message =>
  plain(
    `${mention(by)} asked AWS for ${amount(value)} *${escape(what)}* ${dayAndTime(askedAt)} already, and AWS has not answered yet.`,
  );

const NOT_ASKED = {
  enough: 'That quota is large enough by now, so I asked for nothing. `/workshop plan` shows how things stand.',
  fixed: 'AWS raises that quota for nobody: make the workshop with fewer seats or apps.',
  unknown: 'I could not find out how large that quota is, so I asked for nothing. Please try `/workshop plan` again.',
} as const;

export const quotaNotAsked = (why: keyof typeof NOT_ASKED): Message => plain(NOT_ASKED[why]);

/** The end of the wait, to whoever asked. */
export function quotaAnswered(request: QuotaRequest, workshop: Workshop | undefined): Message {
  const { by, what, value, region, state, link, askedAt } = request;
  const asked = `${amount(value)} *${escape(what)}* in ${region}, which you asked for ${dayAndTime(askedAt)}`;
  const where = `<${link}|Service Quotas>`;
  const living = workshop !== undefined && workshop.state !== 'destroyed';
  const next = living ? ` \`/workshop plan ${workshop.spec.name}\` shows whether anything else is missing.` : '';
  if (state === 'granted') return plain(`✅ ${mention(by)} AWS granted ${asked}.${next}`);
  if (state === 'refused') {
    return plain(
      `❌ ${mention(by)} AWS did not grant ${asked}. Why is in ${where}, under *Quota request history*; a support case there, with what the workshop is for, often changes that.`,
    );
  }
  return plain(
    `⚠️ ${mention(by)} AWS closed the case of ${asked}, and does not say how. ${where} has the answer.${next}`,
  );
}
