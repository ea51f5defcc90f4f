import { archiveStays } from './archive';
import type { Receipt, ReceiptBody } from '../../workshop/receipt';
import { eachPays } from '../../workshop/receipt';
import type { BillNews } from '../../workshop/usher/receipts';
import type { WorkshopSummary } from '../../workshop/usher/workshops';
import type { Workshop } from '../../workshop/workshop';
import { actions, button, context, section, type Message } from './blocks';
import { plain } from './refusals';
import { bar, clockTime, count, dayAndTime, duration, money } from './words';

/** Sends the receipt as a PDF to whoever clicks. */
export const RECEIPT_FILE = 'receipt-file';

/** What a workshop was and cost, for the crew channel: no names. */
export function receiptMessage(receipt: Receipt): Message {
  const { workshop, body } = receipt;
  const { name } = workshop.spec;
  const from = new Date(body.from);
  const until = new Date(body.until);
  const ran = `${dayAndTime(from)} until ${dayAndTime(until)}: ${duration(until.getTime() - from.getTime())}`;
  const cost = costLine(receipt);
  return {
    text: `Receipt of ${name}. ${cost}`,
    blocks: [
      section(`🧾 *Receipt of ${name}*\n${placesLine(body)} · ${ran}\n${cost}`),
      section(chart(costBars(receipt))),
      section(chart(peopleBars(body))),
      section([deployLine(body), incidentLine(body), helpLine(body)].filter(Boolean).join('\n')),
      section(proofLine(body)),
      actions('receipt', [button(RECEIPT_FILE, 'As a PDF', { value: workshop.id })]),
      context(
        `Estimated hour by hour for what stood, by ${body.price.source === 'live' ? 'AWS’s prices of the day' : 'list prices'}; traffic comes on top. ${realNote(receipt)} Who did what: \`/workshop audit ${name}\`, also as a CSV file.`,
      ),
    ],
  };
}

function placesLine({ seats, spares }: ReceiptBody): string {
  return spares === 0 ? count(seats, 'seat') : `${count(seats, 'seat')} and ${count(spares, 'spare')}`;
}

/** `About $163, $2.12 a participant. AWS billed $170 so far.` */
function costLine({ body, actual }: Receipt): string {
  const each = eachPays(body, body.bill.total);
  const estimate = `About *${money(body.bill.total)}*${each === undefined ? '' : `, ${money(each)} for each of ${count(body.people.seated, 'participant')}`}.`;
  if (!actual) return estimate;
  const eachReal = eachPays(body, actual.total);
  return `AWS’s own bill: *${money(actual.total)}*${eachReal === undefined ? '' : `, ${money(eachReal)} a participant`}. The estimate was ${money(body.bill.total)}.`;
}

type Bar = readonly [label: string, share: number, value: string];

function costBars({ body, actual }: Receipt): Bar[] {
  const items = actual
    ? actual.services.slice(0, 8).map(({ name, amount }) => ({ kind: name, amount }))
    : body.bill.items;
  const most = Math.max(0.01, ...items.map(({ amount }) => amount));
  return [...items]
    .sort((a, b) => b.amount - a.amount)
    .map(({ kind, amount }) => [kind, amount / most, money(amount)] as const);
}

function peopleBars({ seats, ready, spares, people }: ReceiptBody): Bar[] {
  const all = Math.max(1, seats + spares);
  const bars: Bar[] = [
    ['seats ready', ready / all, `${ready} of ${seats + spares}`],
    ['seats given', people.seated / all, String(people.seated)],
    ['people came', people.arrived / all, String(people.arrived)],
  ];
  if (people.noShows > 0) bars.push(['never came', people.noShows / all, String(people.noShows)]);
  if (people.onPaper > 0) bars.push(['card of paper', people.onPaper / all, String(people.onPaper)]);
  return bars;
}

/** Bars in letters of one width. */
function chart(bars: readonly Bar[]): string {
  const width = Math.max(...bars.map(([label]) => label.length));
  const lines = bars.map(([label, share, value]) => `${label.padEnd(width)} ${bar(share, 20)} ${value}`);
  return `\`\`\`${lines.join('\n')}\`\`\``;
}

const deployLine = ({ deploy }: ReceiptBody): string =>
  deploy === undefined ? 'No deploy of it came to an end.' : `Deployed in ${duration(deploy.tookMs)}.`;

function incidentLine({ incidents: { found, mended, usualMs, longestMs } }: ReceiptBody): string {
  if (found === 0) return 'No seat broke.';
  const how = mended === found ? 'all of it was mended' : `${mended} of that was mended`;
  return `Something broke ${often(found)}; ${how}${within(usualMs, longestMs)}.`;
}

function helpLine({ help: { asked, usualHelpMs, longestHelpMs } }: ReceiptBody): string {
  if (asked === 0) return '';
  const helped = usualHelpMs === undefined ? '' : ', and was helped';
  return `Somebody was stuck ${often(asked)}${helped}${within(usualHelpMs, longestHelpMs)}.`;
}

/** ` within 2 min`, ` within 2 min usually, 7 min at most`. */
function within(usualMs: number | undefined, longestMs = usualMs): string {
  if (usualMs === undefined || longestMs === undefined) return '';
  const [usual, longest] = [duration(usualMs), duration(longestMs)];
  return usual === longest ? ` within ${usual}` : ` within ${usual} usually, ${longest} at most`;
}

const often = (times: number): string => (times === 1 ? 'once' : `${times} times`);

/** What is gone, by AWS's own word, and what stays. */
function proofLine({ proof, stays }: ReceiptBody): string {
  const gone =
    proof.at === undefined
      ? `✅ All ${count(proof.stacks, 'stack')} are gone.`
      : `✅ All ${count(proof.stacks, 'stack')} are gone: asked at ${clockTime(new Date(proof.at))}, AWS listed nothing that carries its tag.`;
  const record = 'What stays is my own record of who did what, for good, which costs nothing.';
  return [gone, archiveStays(stays), record].filter((line) => line !== '').join('\n');
}

function realNote({ actual, message, told }: Receipt): string {
  if (actual) return told.includes('real:2') ? '' : 'AWS may add to its bill for another day.';
  if (told.includes('real:2')) return 'AWS’s own bill could not be had.';
  return message === undefined
    ? 'AWS’s own bill comes tomorrow, in the thread.'
    : 'AWS’s own bill is asked for a day after the end.';
}

/** A new line in the receipt's thread. */
export function billNews({ receipt, answer, last }: BillNews): Message {
  const { name } = receipt.workshop.spec;
  if (typeof answer !== 'string') {
    const { total } = receipt.body.bill;
    const off = total > 0 ? Math.round(((answer.total - total) / total) * 100) : 0;
    const differs = off === 0 ? 'as estimated' : `${Math.abs(off)} % ${off > 0 ? 'more' : 'less'} than estimated`;
    return plain(
      `AWS’s own bill of *${name}* is *${money(answer.total)}*${last ? '' : ' so far'}: ${differs}. Without taxes and credits.${last ? '' : ' I ask once more tomorrow.'}`,
    );
  }
  const again = last ? '' : ' I ask once more tomorrow.';
  return plain(`${TROUBLES[answer](name)}${again}`);
}

const TROUBLES = {
  inactive: (name: string) =>
    `What *${name}* really cost I cannot tell: this AWS account does not break its bill down by the tag \`usher:run\`. Whoever owns the account (of an organisation, its management account) activates it under Billing, _Cost allocation tags_; it counts from then on.`,
  denied: (name: string) =>
    `What *${name}* really cost I cannot tell: I may not ask AWS. Whoever keeps my role allows it \`ce:GetCostAndUsage\` and \`ce:ListCostAllocationTags\`.`,
  nothing: (name: string) =>
    `AWS’s bill shows nothing of *${name}* yet. It is in Cost Explorer, by the tag \`usher:run\`.`,
} as const;

/** It lives still. */
export function notOver({ workshop, spent, hourly }: WorkshopSummary): Message {
  const { name } = workshop.spec;
  return plain(
    workshop.deployedAt === undefined
      ? `*${name}* was never deployed, so there is nothing to pay.`
      : `*${name}* is not over: about ${money(spent)} so far, ${money(hourly)} an hour. Its receipt comes with \`/workshop destroy ${name}\`.`,
  );
}

/** Never deployed, and gone. */
export const neverStood = ({ spec }: Workshop): Message =>
  plain(`*${spec.name}* was never deployed, so it cost nothing.`);

export const noReceipt = (): Message =>
  plain('No workshop is over yet, so there is no receipt. `/workshop status` says what one cost so far.');
