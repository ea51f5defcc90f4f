import type { Document } from './document';
import { create } from 'qrcode';

/** Modules of white around a code, without which no reader finds it. */
const QUIET = 4;

/** Draws the code of an address, `size` points wide, as lines of black: sharp on every printer. */
export function drawQr(doc: Document, url: string, x: number, y: number, size: number): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const module = size / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run += 1;
      if (run > 0) doc.rect(x + (QUIET + column) * module, y + (QUIET + row) * module, run * module, module);
      column += run;
    }
  }
  doc.fillColor('black').fill();
}
