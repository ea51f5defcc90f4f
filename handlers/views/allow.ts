import { admits, EVERYBODY, isIpv6, mostRanges } from '../../workshop/allow-list';
import type { AdmissionView } from '../../workshop/usher/admission';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, count, listed } from './words';

export const ALLOW_GO = 'allow-go';

/** What the button says yes to, as it carries it. */
const allowValue = ({ id }: Workshop, ranges: readonly string[]): string => `${id} ${ranges.join(',') || 'nobody'}`;

/** `203.0.113.0/24 and 198.51.100.7/32`, or everybody, or nobody. */
export const admitted = (ranges: readonly string[]): string =>
  ranges.includes(EVERYBODY)
    ? 'everybody'
    : ranges.length === 0
      ? 'nobody'
      : listed(ranges.map((range) => `\`${range.replace(/\/32$/, '')}\``));

/** Who may come in, and what follows from that. */
export function allowList(workshop: Workshop, view: AdmissionView): Message {
  const { name } = workshop.spec;
  const lines = [
    `*${name}* lets in ${admitted(view.ranges)}.`,
    ...warnings(view.ranges, view),
    view.ranges.includes(EVERYBODY)
      ? `To narrow it: \`/workshop allow only 203.0.113.0/24\` (the address of the venue).`
      : `To add: \`/workshop allow 203.0.113.7\`; to take back: \`/workshop allow remove 203.0.113.7\`. Up to ${mostRanges(workshop.spec)} of them.`,
  ];
  return {
    text: lines.join(' '),
    blocks: [section(lines.join('\n')), context(howToFind(view))],
  };
}

const howToFind = ({ page }: Pick<AdmissionView, 'page'>): string =>
  `An address is found by opening https://checkip.amazonaws.com in the network that is meant.${page === undefined ? '' : ` Whether it is let in says the page of the venue check: ${page}`}`;

/** What would go wrong with this list. */
export function warnings(ranges: readonly string[], { own }: Pick<AdmissionView, 'own'>): string[] {
  const useless = ranges.filter(isIpv6);
  return [
    ...(ranges.length === 0 ? ['⚠️ Nobody could open any seat, and I could not look after them.'] : []),
    ...(ranges.length > 0 && own !== undefined && !admits(ranges, own)
      ? [
          `⚠️ My own address, \`${own}\`, is not among them: every seat would look broken to me. \`/workshop allow usher\` adds it.`,
        ]
      : []),
    ...(own === undefined && !ranges.includes(EVERYBODY)
      ? ['⚠️ I could not find out my own address. It must be among them, or every seat looks broken to me.']
      : []),
    ...(useless.length > 0
      ? [`⚠️ ${listed(useless)}: ranges of IPv6 let nobody in, since load balancers have IPv4 addresses only.`]
      : []),
  ];
}

/** Asked before somebody may be shut out. */
export function confirmAllow(workshop: Workshop, view: AdmissionView, next: readonly string[]): Message {
  const gone = view.ranges.filter((range) => !next.includes(range));
  const lines = [
    `*Let ${admitted(next)} in, and no more ${admitted(gone)}?* Whoever works from there is cut off at once.`,
    ...warnings(next, view),
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('allow', [
        button(ALLOW_GO, 'Change it', { value: allowValue(workshop, next), primary: true }),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

export function allowChanged(workshop: Workshop, view: AdmissionView, applies: boolean): Message {
  const { spec, crewChannel } = workshop;
  const when = applies
    ? `${channelMention(crewChannel)} says when it holds; a minute or so.`
    : 'It holds as soon as something of it is deployed.';
  return plain([`*${spec.name}* lets in ${admitted(spec.allow)}. ${when}`, ...warnings(spec.allow, view)].join('\n'));
}

/** Everybody may come in already. */
export const nothingToAdd = ({ spec }: Workshop, ranges: readonly string[]): Message =>
  plain(
    `*${spec.name}* lets everybody in already, ${admitted(ranges)} too. To let in nobody else: \`/workshop allow only ${ranges.join(' ')}\`.`,
  );

export const tooManyRanges = ({ spec }: Workshop, found: number): Message =>
  plain(
    `That would be ${count(found, 'range')}, and AWS takes up to ${mostRanges(spec)} with this many apps. Join neighbours to a larger range, such as \`203.0.113.0/24\`. Nothing was changed.`,
  );

/** Slack does not tell anybody's address. */
export const allowWhom = (view: Pick<AdmissionView, 'page'>): Message =>
  plain(
    `I cannot see from which address you come. Open https://checkip.amazonaws.com in the network that is meant, and give me what it says: \`/workshop allow 203.0.113.7\`.${view.page === undefined ? '' : ` Whether it is let in says ${view.page}`}`,
  );

export const ownUnknown: Message = plain(
  'I could not find out my own address: https://checkip.amazonaws.com does not answer me. Whoever runs me knows it; add it like any other.',
);
