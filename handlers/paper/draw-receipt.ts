import { eachPays, type Receipt } from '../../workshop/receipt';
import { count, duration } from '../views/words';
import { timeInZone } from '../views/zone-time';
import { newDocument, type Document } from './document';
import { FONTS } from './fonts';

const MARGIN = 56;
const WIDTH = 595.28 - 2 * MARGIN;
const LINE = 20;
const BAR = { from: MARGIN + 190, width: 190 };
const INK = '#111111';
const FAINT = '#666666';
const BLUE = '#3b6fb6';

type Row = readonly [label: string, value: string];
type Priced = { readonly label: string; readonly amount: number };

/** The receipt as one A4 page, for whoever pays; `zone`: whose clock the times are of. No names but the workshop's. */
export async function drawReceiptPdf({ workshop, body, actual }: Receipt, zone: string): Promise<Buffer> {
  const { name, region, instanceType } = workshop.spec;
  const { doc, bytes } = await newDocument({ margin: MARGIN, info: { Title: `Receipt of ${name}` } });
  for (const [font, path] of Object.entries(FONTS)) doc.registerFont(font, path);
  const from = new Date(body.from);
  const until = new Date(body.until);

  doc.font('bold').fontSize(20).fillColor(INK).text(`Workshop ${name}: what it cost`);
  doc.moveDown(0.8);
  const { people, incidents, help, proof } = body;
  rows(doc, [
    ['From', timeInZone(from, zone)],
    ['Until', `${timeInZone(until, zone)}: ${duration(until.getTime() - from.getTime())}`],
    ['On', `AWS, ${region}; ${instanceType} for each seat`],
    ['Seats', body.spares === 0 ? String(body.seats) : `${body.seats}, and ${count(body.spares, 'spare')}`],
    ['Participants', participants(people)],
  ]);

  const each = eachPays(body, body.bill.total);
  heading(doc, 'Estimate, by AWS’s prices an hour');
  priced(
    doc,
    body.bill.items.map(({ kind, amount }) => ({ label: capital(kind), amount })),
    body.bill.total,
  );
  if (each !== undefined) rows(doc, [['For each participant', dollars(each)]]);

  heading(doc, 'AWS’s own bill');
  if (actual) {
    priced(
      doc,
      actual.services.slice(0, 10).map(({ name: label, amount }) => ({ label, amount })),
      actual.total,
    );
    const real = eachPays(body, actual.total);
    if (real !== undefined) rows(doc, [['For each participant', dollars(real)]]);
  } else note(doc, 'Not known when this page was made: AWS’s figures come one to two days after the end.');

  heading(doc, 'How it went');
  rows(doc, [
    ['Deployed in', body.deploy === undefined ? 'it did not come to an end' : duration(body.deploy.tookMs)],
    ['Seats ready', `${body.ready} of ${body.seats + body.spares}`],
    ['Seats that broke', broke(incidents)],
    ['People who were stuck', help.asked === 0 ? 'none' : String(help.asked)],
    [
      'Gone since',
      proof.at === undefined
        ? timeInZone(until, zone)
        : `${timeInZone(new Date(proof.at), zone)}: AWS lists nothing of it`,
    ],
    ...(body.stays
      ? [
          [
            'Collected work',
            `of ${body.stays.seats} seats stays until ${timeInZone(new Date(body.stays.until), zone)}, for ${dollars(body.stays.dollars)}`,
          ] as const,
        ]
      : []),
  ]);
  doc.moveDown(1);
  note(
    doc,
    'US dollars, without taxes and credits; the estimate is without traffic. This is no invoice: AWS invoices whoever owns the account.',
  );
  doc.end();
  return bytes;
}

function heading(doc: Document, words: string): void {
  doc.moveDown(1.2).font('bold').fontSize(12).fillColor(INK).text(words, MARGIN).moveDown(0.4);
}

function note(doc: Document, words: string): void {
  doc.font('plain').fontSize(8.5).fillColor(FAINT).text(words, MARGIN, undefined, { width: WIDTH });
}

function rows(doc: Document, all: readonly Row[]): void {
  for (const [label, value] of all) {
    const { y } = doc;
    doc.font('plain').fontSize(9.5).fillColor(FAINT).text(label, MARGIN, y, { width: 130, lineBreak: false });
    doc.fillColor(INK).text(value, MARGIN + 140, y, { width: WIDTH - 140 });
    doc.y = Math.max(doc.y, y + LINE * 0.85);
  }
}

/** Each with a bar, and the sum below a line. */
function priced(doc: Document, items: readonly Priced[], total: number): void {
  const most = Math.max(0.01, ...items.map(({ amount }) => amount));
  for (const { label, amount } of [...items].sort((a, b) => b.amount - a.amount)) {
    const { y } = doc;
    doc.font('plain').fontSize(9.5).fillColor(INK);
    doc.text(label, MARGIN, y, { width: BAR.from - MARGIN - 10, height: 12, ellipsis: true, lineBreak: false });
    doc.text(dollars(amount), MARGIN, y, { width: WIDTH, align: 'right', lineBreak: false });
    doc.rect(BAR.from, y + 1, Math.max(1, (amount / most) * BAR.width), 9).fill(BLUE);
    doc.y = y + LINE * 0.85;
  }
  const { y } = doc;
  doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .lineWidth(0.5)
    .strokeColor(FAINT)
    .stroke();
  doc
    .font('bold')
    .fontSize(10.5)
    .fillColor(INK)
    .text('Total', MARGIN, y + 5, { lineBreak: false });
  doc.text(dollars(total), MARGIN, y + 5, { width: WIDTH, align: 'right', lineBreak: false });
  doc.y = y + LINE * 1.2;
}

function participants({ seated, arrived, noShows, onPaper }: Receipt['body']['people']): string {
  const paper = onPaper === 0 ? '' : `, ${onPaper} with a card of paper`;
  return `${seated} had a seat: ${arrived} came, ${noShows} did not${paper}`;
}

function broke({ found, mended, usualMs }: Receipt['body']['incidents']): string {
  if (found === 0) return 'none';
  return `${count(found, 'time')}, ${mended} mended${usualMs === undefined ? '' : `, usually within ${duration(usualMs)}`}`;
}

const dollars = (amount: number): string =>
  `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
