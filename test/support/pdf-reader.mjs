// Reads a PDF as a person would: `node pdf-reader.mjs cards.pdf [folder for pictures]` prints the words of each page and the codes a phone
// finds on its picture. A process of its own, since pdf.js is made of ES modules.
import { createCanvas } from '@napi-rs/canvas';
import jsQR from 'jsqr';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** 72 dots an inch, so often. */
const SCALE = 3;

const [path, folder] = process.argv.slice(2);
const document = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 }).promise;
const pages = [];
for (let no = 1; no <= document.numPages; no += 1) {
  const page = await document.getPage(no);
  const { items } = await page.getTextContent();
  const viewport = page.getViewport({ scale: SCALE });
  const canvas = createCanvas(viewport.width, viewport.height);
  const context = canvas.getContext('2d');
  await page.render({ canvasContext: context, viewport, canvas }).promise;
  if (folder) writeFileSync(join(folder, `page-${no}.png`), canvas.toBuffer('image/png'));
  const [, , width, height] = page.view;
  pages.push({ width, height, text: items.map(({ str }) => str).join(' '), codes: codesOn(context, canvas) });
}
console.log(JSON.stringify(pages));

/** Looks at one small square after the other: there are several codes on a page, and jsQR finds one at a time. */
function codesOn(context, { width, height }) {
  const found = new Set();
  const side = 75 * SCALE;
  const step = 26 * SCALE;
  for (let y = 0; y + side <= height; y += step) {
    for (let x = 0; x + side <= width; x += step) {
      const { data } = context.getImageData(x, y, side, side);
      const code = jsQR(new Uint8ClampedArray(data), side, side, { inversionAttempts: 'dontInvert' });
      if (code) found.add(code.data);
    }
  }
  return [...found];
}
