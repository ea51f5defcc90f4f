import type { PageCheck } from '../../workshop/help/check-pages';
import type { Seat } from '../../workshop/seat';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, type Message, section } from './blocks';
import { PAGE_STILL, restartButtons } from './card';
import { listed } from './words';

/** What is tried when a page does not open: what Usher's own look says comes first, as it tells on which side to search. */
export function pageHelp(workshop: Workshop, seat: Seat, checks: readonly PageCheck[]): Message {
  const silent = checks.filter(({ answers }) => !answers);
  const still = button(PAGE_STILL, 'Still not', { value: workshop.id });
  if (silent.length > 0) {
    const line = `*It is not you: ${titles(silent)} of seat ${seat.no} ${silent.length === 1 ? 'does' : 'do'} not answer me either.*`;
    const then =
      'Give it two minutes, then reload the page. If it stays so, restart it: what is saved in `work/` stays. Or press *Still not*, and somebody looks at it.';
    return { text: `${line} ${then}`, blocks: [section(`${line}\n${then}`), restartButtons(workshop, [still])] };
  }
  const line = `*Seat ${seat.no} is up: ${titles(checks)} ${checks.length === 1 ? 'answers' : 'answer'} me.* So the trouble is on the way between you and it. Try these, in this order:`;
  const tips = tipsFor(workshop, seat, checks);
  return {
    text: [line, ...tips].join(' '),
    blocks: [
      section([line, ...tips.map((tip, index) => `${index + 1}. ${tip}`)].join('\n')),
      actions('page-help', [still]),
      context('*Still not* calls somebody who helps you.'),
    ],
  };
}

const titles = (checks: readonly PageCheck[]): string => listed(checks.map(({ title }) => title));

function tipsFor({ spec }: Workshop, seat: Seat, checks: readonly PageCheck[]): string[] {
  const hosts = spec.exposure.kind === 'hosts';
  const ports = checks.map(({ url }) => new URL(url).port).filter((port) => port !== '');
  const address = hosts
    ? 'Open it by the button on your card, or copy the address whole: it begins with `https://`.'
    : `Open it by the button on your card, or copy the address whole: it begins with \`http://\`, not \`https://\`, and \`:${ports[0] ?? 8000 + seat.no}\` belongs to it.`;
  const network = hosts
    ? 'Switch off a VPN, or take another network: your phone’s hotspot is the quickest try.'
    : `This network may let nothing through but the usual: ports ${listed(ports)} are blocked in many companies and hotels. Switch off a VPN, or take another network: your phone’s hotspot is the quickest try.`;
  return [address, 'Try a private window, or another browser.', network];
}
