import { isCollected, isPushed, type Errand, type ErrandSeat } from '../../workshop/errand';
import type { ErrandView } from '../../workshop/usher/errands';
import type { Workshop } from '../../workshop/workshop';
import { ARCHIVE_CARDS, byteWords } from './archive';
import { actions, button, clip, context, section, sections, type Message } from './blocks';
import { plain } from './refusals';
import { bar, channelMention, clockTime, count, escape, mention, person, seatNumbers } from './words';

/** Seats that failed, told one by one; more are counted. */
const MOST_TOLD = 15;

/** The message that shows how far an errand is, kept true by edits. */
export function errandMessage(view: ErrandView): Message {
  const { errand, seats } = view;
  const over = seats.filter(({ state }) => state !== 'due').length;
  const failed = seats.filter(({ state }) => state === 'failed').length;
  const word = errand.kind === 'collect' ? 'collected' : 'done';
  const head = `*${doing(view)}* · ${mention(errand.by)} ${clockTime(errand.createdAt)}`;
  const sum = `*${over - failed} of ${seats.length} ${word}*${failed === 0 ? '' : `, ${failed} not`}`;
  const far =
    errand.state === 'ended'
      ? `${failed === 0 ? '✅' : '⚠️'} finished${errand.endedAt ? ` ${clockTime(errand.endedAt)}` : ''}`
      : bar(Math.min(0.99, seats.length === 0 ? 0 : over / seats.length));
  return {
    text: `${doing(view)}: ${over - failed} of ${seats.length} ${word}.`,
    blocks: [section(`${head}\n${sum} ${far}`)],
  };
}

const doing = ({ errand, workshop }: ErrandView): string =>
  errand.kind === 'collect'
    ? `📦 Collecting the work of ${workshop.spec.name}`
    : `📄 Pushing ${escape(clip(errand.file?.path ?? '', 100))} to ${workshop.spec.name}`;

/** The new line at its end: mentions whoever asked, says what became of every seat and what to do next. */
export function errandEnded(view: ErrandView): Message {
  const { errand, seats } = view;
  const { line, next } = errand.kind === 'collect' ? collectEnded(view) : pushEnded(view);
  const failed = seats.filter(({ state }) => state === 'failed');
  const why = failed.slice(0, MOST_TOLD).map((seat) => whyNot(view, seat));
  const more =
    failed.length > MOST_TOLD
      ? [`and ${failed.length - MOST_TOLD} more: ${seatNumbers(failed.slice(MOST_TOLD).map(({ no }) => no))}`]
      : [];
  const cards = errand.kind === 'collect' ? seats.filter((seat) => seat.state === 'done' && !inSlack(view, seat)) : [];
  const says = `${mention(errand.by)} ${line}`;
  return {
    text: clip([says, ...why].join('\n'), 3000),
    blocks: [
      section(says),
      ...sections([...why, ...more]),
      ...(cards.length === 0
        ? []
        : [
            section(
              `${count(cards.length, 'seat is', 'seats are')} of nobody in Slack: ${seatNumbers(cards.map(({ no }) => no))}.`,
            ),
            actions('archive-cards', [button(ARCHIVE_CARDS, 'Send me their links', { value: errand.workshopId })]),
          ]),
      ...(next === '' ? [] : [context(next)]),
    ],
  };
}

const inSlack = ({ people }: ErrandView, { owner }: ErrandSeat): boolean =>
  people.get(owner ?? '')?.userId !== undefined;

interface Said {
  readonly line: string;
  readonly next: string;
}

function collectEnded(view: ErrandView): Said {
  const { seats, workshop } = view;
  const { name } = workshop.spec;
  const done = seats.filter(({ state }) => state === 'done');
  const bytes = done.reduce((sum, { outcome }) => sum + (isCollected(outcome) ? outcome.bytes : 0), 0);
  const partly = done.filter(({ outcome }) => isCollected(outcome) && outcome.omitted > 0).map(({ no }) => no);
  const letters = done.filter((seat) => inSlack(view, seat)).length;
  const told =
    letters === 0 ? '' : ` ${letters === done.length ? 'Each' : letters} has a link in their direct messages.`;
  const missing =
    partly.length === 0 ? '' : ` Some files were left out at ${seatNumbers(partly)}: too large, or closed to others.`;
  const head = `📦 *${name}*: the work of *${done.length} of ${count(seats.length, 'seat')}* is collected, ${byteWords(bytes)}.${told}${missing}`;
  return {
    line: `${done.length === seats.length ? '✅' : '⚠️'} ${head}`,
    next: `It stays for 30 days, whatever becomes of the workshop. \`/workshop collect ${name}\` collects anew and replaces it; \`/workshop collect 7\` one seat.`,
  };
}

function pushEnded({ seats, errand, workshop }: ErrandView): Said {
  const name = workshop.spec.name;
  const by = (fits: (how: string) => boolean): ErrandSeat[] =>
    seats.filter(({ outcome }) => isPushed(outcome) && fits(outcome.how));
  const numbers = (some: readonly ErrandSeat[]): string =>
    seatNumbers(
      some.map(({ no }) => no),
      8,
    );
  const have = by((how) => how === 'new' || how === 'updated' || how === 'had');
  const kept = by((how) => how === 'kept');
  const gone = by((how) => how === 'deleted');
  const names = [...new Set(kept.map(({ outcome }) => (isPushed(outcome) ? (outcome.beside ?? '') : '')))];
  const failed = seats.filter(({ state }) => state === 'failed');
  const says = [
    `*${have.length} have it*`,
    ...(kept.length === 0
      ? []
      : [
          `${kept.length} had changed it (${numbers(kept)}): theirs stays, yours is beside it as ${names
            .slice(0, 3)
            .map((each) => `\`${escape(each)}\``)
            .join(' or ')}`,
        ]),
    ...(gone.length === 0 ? [] : [`${gone.length} had deleted it (${numbers(gone)}), and it stays so`]),
    ...(failed.length === 0 ? [] : [`${failed.length} could not be reached`]),
  ].join('; ');
  return {
    line: `${failed.length === 0 ? '✅' : '⚠️'} 📄 \`${escape(errand.file?.path ?? '')}\` in *${name}*: ${says}.`,
    next: failed.length === 0 ? '' : `Push it again once they are well: whoever has it already is left alone.`,
  };
}

/** `• 12 @grace: Its instance does not answer.` */
function whyNot({ people }: ErrandView, { no, owner, problem }: ErrandSeat): string {
  const sitter = people.get(owner ?? '');
  return `• *${no}*${sitter ? ` ${person(sitter)}` : ''}: ${escape(problem?.summary ?? '')} ${escape(problem?.next ?? '')}`;
}

/** To whoever asked, at once. */
export const errandStarted = ({ workshop, errand, seats }: ErrandView): Message => {
  const what =
    errand.kind === 'collect'
      ? `Collecting the work of ${count(seats.length, 'seat')} of *${workshop.spec.name}*. Nobody is disturbed: apps go on running.`
      : `Pushing \`${escape(errand.file?.path ?? '')}\` to ${count(seats.length, 'seat')} of *${workshop.spec.name}*.`;
  const says = `${what} A message in ${channelMention(workshop.crewChannel)} shows how far it is.`;
  return { text: says, blocks: [section(says)] };
};

/** To whoever would cancel it: hosts are told all at once, and are at it. */
export const errandGoesOn = ({ spec }: Workshop, { kind, file }: Errand): Message =>
  plain(
    kind === 'collect'
      ? `The instances of *${spec.name}* pack everybody’s work already, and are done in a minute or so. It changes nothing in any seat.`
      : `Every seat of *${spec.name}* is being given \`${escape(file?.path ?? '')}\` already, in a minute or so. Nobody’s own changes are overwritten. If it is the wrong file, push the right one by the same name once this one is through.`,
  );
