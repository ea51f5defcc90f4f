import type { Cause } from '../../workshop/venue/causes';
import { reachesAll } from '../../workshop/venue/causes';
import type { Check } from '../../workshop/venue/check';
import { NO_PAGE, tagOf, writeCode } from '../../workshop/venue/code';
import type { Venue, VenueAnswer } from '../../workshop/venue/venue';
import type { Problem } from '../../workshop/problems';
import type { VenueOffer, VenueView, VenueWish } from '../../workshop/usher/venues';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { NOT_NOW } from './plan';
import { plain } from './refusals';
import { channelMention, clockTime, count, dayAndTime, duration, listed, mention, money } from './words';

export const VENUE_GO = 'venue-go';
export const VENUE_END = 'venue-end';

const MOST_LINES = 25;
const HOUR_MS = 3_600_000;

/** What the button says yes to, as it carries it. */
const venueValue = ({ id }: Workshop, { seat, lastsMs }: VenueWish): string =>
  [id, seat ? 'seat' : 'page', lastsMs].join(' ');

/** The last question: what is put up, for how long, and what that costs. */
export function confirmVenue(workshop: Workshop, wish: VenueWish, { checks, hourly }: VenueOffer): Message {
  const { name } = workshop.spec;
  const cost = (hourly * wish.lastsMs) / HOUR_MS;
  const lines = [
    `*Put up a page that checks a venue's network for ${name}?* Anybody opens it on a phone or laptop there, and sends me the code it shows.`,
    `It tries ${doorsOf(checks)}${wish.seat ? ', and a live connection (WebSocket) to one real seat' : '. WebSockets are not tried: that takes a seat, `--seat`'}.`,
    `${money(hourly)} an hour, about ${money(cost)} until it is taken down by itself in ${duration(wish.lastsMs)}. Ready in ${wish.seat ? 'about 6' : 'about 3'} minutes.`,
  ];
  return {
    text: lines.join(' '),
    blocks: [
      section(lines.join('\n')),
      actions('venue', [
        button(VENUE_GO, `Put it up for ${money(hourly)} an hour`, {
          value: venueValue(workshop, wish),
          primary: true,
        }),
        button(NOT_NOW, 'Not now', { value: workshop.id }),
      ]),
    ],
  };
}

/** `ports 8001, 8042, 8083 (Jupyter)`. */
function doorsOf(checks: readonly Check[]): string {
  const [first] = checks;
  if (first?.host !== undefined) return `port 443 and the name \`${first.host}\``;
  const apps = [...new Set(checks.map(({ app }) => app))];
  return `the ports of the seats: ${apps.map((app) => `${portsOf(checks, app).join(', ')} (${app})`).join('; ')}`;
}

const portsOf = (checks: readonly Check[], name: string): number[] =>
  checks.filter(({ app }) => app === name).map(({ port }) => port);

export const venueStarted = (workshop: Workshop): Message =>
  plain(
    `Putting up the venue check of *${workshop.spec.name}*. ${channelMention(workshop.crewChannel)} gets its address.`,
  );

export const venueEnding = (workshop: Workshop): Message =>
  plain(
    `Taking down the venue check of *${workshop.spec.name}*. ${channelMention(workshop.crewChannel)} hears when it is gone.`,
  );

export const noVenue = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* has no venue check. \`/workshop venue ${spec.name}\` puts one up.`);

/** After it was put up: the address, and words to pass on. */
export function venueUp(
  workshop: Workshop,
  venue: Venue,
  problem: Problem | undefined,
): { readonly line: string; readonly next: string } {
  const url = `http://${venue.address ?? ''}/`;
  const name = namesOf(workshop);
  return {
    line: [
      `✅ The venue check of *${workshop.spec.name}* is up until ${dayAndTime(venue.endsAt)}. Pass this on to somebody at the venue, and to whoever joins from home:`,
      `>Can you reach our workshop from where you are? Open ${url} on your phone or laptop, in the network you will use, and send Usher the code it shows.`,
      `>If the page does not open at all, send this instead: \`${writeCode(tagOf(venue.id), NO_PAGE)}\``,
      ...(problem ? [`⚠️ ${problem.summary} ${problem.next}`] : []),
    ].join('\n'),
    next: `${name}Whoever has no Slack reads the code to the desk; anybody may send it for them. \`/workshop venue\` shows who is blocked, \`/workshop venue end\` takes it down.`,
  };
}

/** Who holds a domain without a zone points its name there by hand. */
const namesOf = ({ spec: { exposure } }: Workshop): string =>
  exposure.kind === 'hosts' && exposure.zone === undefined
    ? `Point \`venue.${exposure.domain}\` (CNAME) at it first. `
    : '';

/** Who can work from where they are, what is in the way, and what helps. */
export function venueTable(view: VenueView): Message {
  const { workshop, venue, checks, answers, causes, url } = view;
  const fine = answers.filter(reachesAll);
  const blocked = answers.filter((answer) => !reachesAll(answer));
  const head =
    answers.length === 0
      ? `*Venue check of ${workshop.spec.name}*: no codes yet.`
      : `*Venue check of ${workshop.spec.name}*: ${fine.length} of ${count(answers.length, 'person', 'people')} can reach everything.`;
  const lines = [
    ...blocked.slice(0, MOST_LINES).map((answer) => `🔴 ${who(answer)}: ${inTheWay(checks, answer)}`),
    ...(blocked.length > MOST_LINES ? [`🔴 and ${blocked.length - MOST_LINES} more`] : []),
    ...(fine.length > 0 ? [`🟢 ${listed(fine.slice(0, MOST_LINES).map(who))}`] : []),
  ];
  const where = url === undefined ? 'It is being put up.' : `${url} · until ${dayAndTime(venue.endsAt)}`;
  const sockets = venue.seat ? '' : ' WebSockets are not tried: that takes a seat, `--seat`.';
  return {
    text: clip([head, ...lines].join(' '), 1500),
    blocks: [
      section(head),
      ...sections(causes.map((cause) => `*${shared(cause)}* ${whatHelps(workshop, checks, cause)}`)),
      ...sections(lines),
      context(`${where}.${sockets} If the page does not open at all: \`${view.noPageCode}\``),
      actions(`venue:${venue.id}`, [
        button(VENUE_END, 'Take it down', {
          value: workshop.id,
          confirm: {
            title: 'Take it down?',
            text: 'The page is gone then. What people sent is kept.',
            yes: 'Take it down',
          },
        }),
      ]),
    ],
  };
}

const who = ({ userId, sentAt }: VenueAnswer): string => `${mention(userId)} ${clockTime(sentAt)}`;

/** `ports 9001, 9083 (Airflow) blocked; not on the allow-list`. */
function inTheWay(checks: readonly Check[], { found }: VenueAnswer): string {
  if (found.noPage) return 'the page does not open at all';
  const closed = checks.filter((_, index) => found.blocked.includes(index));
  return listed([
    ...(closed.length === 0
      ? []
      : [closed.length === checks.length ? 'every port of the seats blocked' : `blocked: ${plainDoors(closed)}`]),
    ...(found.noSocket && closed.length === 0 ? ['live connections (WebSockets) blocked'] : []),
    ...(found.notAdmitted ? ['not on the allow-list'] : []),
  ]);
}

const plainDoors = (checks: readonly Check[]): string =>
  [...new Set(checks.map(({ app }) => app))].map((app) => `${app} (${portsOf(checks, app).join(', ')})`).join(', ');

/** `All 5:` or `3 people:`. */
const shared = ({ people, everybody }: Cause): string =>
  `${everybody && people.length > 1 ? `All ${people.length}` : count(people.length, 'person', 'people')}:`;

/** What it is, and what to do about it. */
function whatHelps({ spec }: Workshop, checks: readonly Check[], { what, apps }: Cause): string {
  const { name, exposure } = spec;
  switch (what) {
    case 'no-page':
      return 'the page itself does not open. Try it on a phone without the venue’s network: if it opens there, the venue blocks plain http on port 80, or needs a sign-in page first.';
    case 'not-admitted':
      return `their address is not on the allow-list, and they would be refused. \`/workshop allow\` shows it; they find their address at https://checkip.amazonaws.com, and \`/workshop allow <address>\` adds it.`;
    case 'sockets':
      return 'pages open, and live connections (WebSockets) do not: notebooks would not run. A proxy is in the way; ask the venue to let WebSockets through, or use phones as hotspots.';
    case 'all-ports':
    case 'some-ports': {
      if (exposure.kind === 'hosts') {
        return `\`${checks[0]?.host ?? ''}\` on port 443 cannot be reached: the venue filters names, or the name is not known yet. Ask the venue to allow \`*.${exposure.domain}\`.`;
      }
      const closed = what === 'all-ports' ? checks : checks.filter(({ app }) => apps.includes(app));
      const ports = closed.map(({ port }) => port);
      const where =
        what === 'all-ports' ? 'every port above 1023 is blocked' : `the ports of ${listed(apps)} are blocked`;
      return `${where}. Make the workshop with \`/workshop new ${name} … --expose hosts\`, which needs port 443 alone, or ask the venue to open TCP ${Math.min(...ports)}-${Math.max(...ports)}.`;
    }
  }
}

/** To whoever sent a code: thanks, and what it means for them. */
export function venueThanks({ checks, workshop }: VenueView, answer: VenueAnswer): Message {
  const { name } = workshop.spec;
  if (reachesAll(answer)) {
    return plain(`Thank you! You can reach everything of *${name}* from there. Nothing else to do.`);
  }
  const { found } = answer;
  const help = found.notAdmitted
    ? ' Look up your address at https://checkip.amazonaws.com and send it to the organisers, who can let it in.'
    : ' Until then, your phone as a hotspot may get you in.';
  return plain(
    `Thank you! From there, *${name}* would not work for you yet: ${inTheWay(checks, answer)}. The organisers see that now and look for a way.${help}`,
  );
}

export const venueCodeBroken: Message = plain(
  'That looks like a code of the venue check, but a letter or digit of it is wrong. It has the form `VK7-03Q`: please look again and send it once more.',
);
