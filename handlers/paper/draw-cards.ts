import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { FONTS, writable } from './fonts';
import { drawQr } from './qr';
import { shortAddress } from './short-address';

/** One seat on paper. */
export interface PaperCard {
  readonly workshop: string;
  readonly seat: number;
  /** Whose it is; a line to write on where nobody's name is known. */
  readonly name: string | undefined;
  readonly user: string;
  readonly password: string;
  readonly apps: readonly { readonly title: string; readonly url: string }[];
  /** When it ends, as a sentence; undefined where no end is set. */
  readonly until: string | undefined;
}

/** Points, of which a millimetre is 2.835. */
const PAGE = { width: 595.28, height: 841.89, margin: 28 };
const COLUMNS = 2;
const PAD = 10;
/** 18 mm: what a phone reads at arm's length. */
const QR = 52;
const QR_STEP = 64;
/** Height of what is on every card, and of one app's lines. */
const REST = 112;
const APP = 32;
const INK = '#111111';
const FAINT = '#666666';

/** The cards as a PDF of A4 pages with lines to cut along, and the names that had to be spelt in Latin letters. */
export async function drawCards(
  cards: readonly PaperCard[],
): Promise<{ readonly pdf: Buffer; readonly spelt: readonly { readonly name: string; readonly as: string }[] }> {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: 'Workshop cards' } });
  for (const [name, path] of Object.entries(FONTS)) doc.registerFont(name, path);
  const bytes = collect(doc);
  const spelt: { name: string; as: string }[] = [];
  const rows = rowsFor(Math.max(0, ...cards.map(({ apps }) => apps.length)));
  const size = { width: (PAGE.width - 2 * PAGE.margin) / COLUMNS, height: (PAGE.height - 2 * PAGE.margin) / rows };
  for (let first = 0; first < cards.length; first += rows * COLUMNS) {
    doc.addPage();
    drawCuts(doc, rows, size);
    for (const [index, card] of cards.slice(first, first + rows * COLUMNS).entries()) {
      const x = PAGE.margin + (index % COLUMNS) * size.width;
      const y = PAGE.margin + Math.floor(index / COLUMNS) * size.height;
      const name = card.name === undefined ? undefined : writable(card.name);
      if (card.name !== undefined && name !== undefined && name !== card.name)
        spelt.push({ name: card.name, as: name });
      drawCard(doc, { ...card, name }, x + PAD, y + PAD, size.width - 2 * PAD, size.height - 2 * PAD);
    }
    // A thousand cards take seconds, and others wait for answers.
    await nextTurn();
  }
  doc.end();
  return { pdf: await bytes, spelt };
}

/** Rows of cards a page holds, by the apps of a seat. */
const rowsFor = (apps: number): number =>
  Math.max(1, Math.floor((PAGE.height - 2 * PAGE.margin) / (2 * PAD + Math.max(REST + APP * apps, QR_STEP * apps))));

type Doc = InstanceType<typeof PDFDocument>;

function drawCuts(doc: Doc, rows: number, { width, height }: { width: number; height: number }): void {
  doc.save().lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#999999');
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = PAGE.margin + column * width;
    doc.moveTo(x, PAGE.margin).lineTo(x, PAGE.height - PAGE.margin);
  }
  for (let row = 0; row <= rows; row += 1) {
    const y = PAGE.margin + row * height;
    doc.moveTo(PAGE.margin, y).lineTo(PAGE.width - PAGE.margin, y);
  }
  doc.stroke().restore();
}

function drawCard(doc: Doc, card: PaperCard, x: number, top: number, width: number, height: number): void {
  const text = width - QR - PAD;
  const line = (font: keyof typeof FONTS, size: number, words: string, y: number, color = INK): void =>
    void doc
      .font(font)
      .fontSize(size)
      .fillColor(color)
      .text(words, x, y, { width: text, height: size * 2.6, ellipsis: true });
  line('bold', 15, `Seat ${card.seat}`, top);
  doc
    .font('plain')
    .fontSize(9)
    .fillColor(FAINT)
    .text(card.workshop, x, top + 5, { width: text, align: 'right', lineBreak: false });
  if (card.name === undefined) {
    doc
      .moveTo(x, top + 36)
      .lineTo(x + text, top + 36)
      .lineWidth(0.5)
      .strokeColor(FAINT)
      .stroke();
  } else {
    doc
      .font('bold')
      .fontSize(sizeToFit(doc.font('bold'), card.name, text))
      .fillColor(INK)
      .text(card.name, x, top + 22, { width: text, height: 14, ellipsis: true, lineBreak: false });
  }
  let y = top + 42;
  for (const [index, { title, url }] of card.apps.entries()) {
    line('bold', 8, title, y);
    line('mono', 7, shortAddress(url), y + 10);
    drawQr(doc, url, x + width - QR, top + index * QR_STEP, QR);
    doc
      .font('plain')
      .fontSize(6)
      .fillColor(FAINT)
      .text(title, x + width - QR, top + index * QR_STEP + QR + 1, { width: QR, align: 'center', lineBreak: false });
    y += APP;
  }
  line('plain', 8, 'User', y + 2, FAINT);
  doc
    .font('mono')
    .fontSize(10)
    .fillColor(INK)
    .text(card.user, x + 46, y, { lineBreak: false });
  line('plain', 8, 'Password', y + 17, FAINT);
  doc
    .font('mono')
    .fontSize(10)
    .fillColor(INK)
    .text(card.password, x + 46, y + 15, { lineBreak: false });
  const foot = `Save in work/: it survives restarts.${card.until === undefined ? '' : ` ${card.until}`}`;
  doc
    .font('plain')
    .fontSize(6.5)
    .fillColor(FAINT)
    .text(foot, x, top + height - 18, { width: text, height: 18 });
}

/** The largest size in which the words fit, within reason. */
function sizeToFit(doc: Doc, words: string, width: number): number {
  for (let size = 11; size > 7; size -= 0.5) if (doc.fontSize(size).widthOfString(words) <= width) return size;
  return 7;
}

function collect(doc: Doc): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
}
