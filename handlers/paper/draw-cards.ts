import { setImmediate as nextTurn } from 'node:timers/promises';
import { newDocument, type Document } from './document';
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
/** From the left edge to what follows `Password`. */
const LABEL = 40;
const INK = '#111111';
const FAINT = '#666666';

/** The cards as a PDF of A4 pages with lines to cut along, and the names that had to be spelt in Latin letters. */
export async function drawCards(
  cards: readonly PaperCard[],
): Promise<{ readonly pdf: Buffer; readonly spelt: readonly { readonly name: string; readonly as: string }[] }> {
  const { doc, bytes } = await newDocument({ margin: 0, autoFirstPage: false, info: { Title: 'Workshop cards' } });
  for (const [name, path] of Object.entries(FONTS)) doc.registerFont(name, path);
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

function drawCuts(doc: Document, rows: number, { width, height }: { width: number; height: number }): void {
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

function drawCard(doc: Document, card: PaperCard, x: number, top: number, width: number, height: number): void {
  const text = width - QR - PAD;
  const right = x + width - QR;
  const write = (font: keyof typeof FONTS, size: number, color: string, words: string, at: Place): void => {
    const { x: left = x, y, ...rest } = at;
    doc
      .font(font)
      .fontSize(size)
      .fillColor(color)
      .text(words, left, y, { width: text, ellipsis: true, ...rest });
  };
  const onOneLine = { lineBreak: false } as const;
  write('bold', 15, INK, `Seat ${card.seat}`, { y: top, ...onOneLine });
  write('plain', 9, FAINT, card.workshop, { y: top + 5, align: 'right', ...onOneLine });
  if (card.name === undefined) {
    const y = top + 36;
    doc
      .moveTo(x, y)
      .lineTo(x + text, y)
      .lineWidth(0.5)
      .strokeColor(FAINT)
      .stroke();
  } else {
    const size = sizeToFit(doc.font('bold'), card.name, text);
    write('bold', size, INK, card.name, { y: top + 22, height: 14, ...onOneLine });
  }
  let y = top + 42;
  for (const [index, { title, url }] of card.apps.entries()) {
    write('bold', 8, INK, title, { y, ...onOneLine });
    write('mono', 7, INK, shortAddress(url), { y: y + 10, height: 18 });
    const code = top + index * QR_STEP;
    drawQr(doc, url, right, code, QR);
    write('plain', 6, FAINT, title, { x: right, y: code + QR + 1, width: QR, align: 'center', ...onOneLine });
    y += APP;
  }
  for (const [label, word] of [
    ['User', card.user],
    ['Password', card.password],
  ] as const) {
    write('plain', 7.5, FAINT, label, { y: y + 1, ...onOneLine });
    write('mono', 9.3, INK, word, { x: x + LABEL, y, width: text - LABEL + PAD, ...onOneLine });
    y += 15;
  }
  const foot = `Save in work/: it survives restarts.${card.until === undefined ? '' : ` ${card.until}`}`;
  write('plain', 6.5, FAINT, foot, { y: top + height - 18, height: 18 });
}

/** Where words go, and how they are laid out there. */
type Place = { readonly x?: number; readonly y: number } & PDFKit.Mixins.TextOptions;

/** The largest size in which the words fit, within reason. */
function sizeToFit(doc: Document, words: string, width: number): number {
  for (let size = 11; size > 7; size -= 0.5) if (doc.fontSize(size).widthOfString(words) <= width) return size;
  return 7;
}
