import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One page as a person and their phone read it. */
export interface ReadPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly text: string;
  /** What the QR codes on its picture say. */
  readonly codes: readonly string[];
}

/** Draws every page of a PDF, and reads its words and its codes. */
export async function readPdf(pdf: Buffer): Promise<readonly ReadPage[]> {
  const folder = await mkdtemp(join(tmpdir(), 'usher-pdf-'));
  try {
    const path = join(folder, 'cards.pdf');
    await writeFile(path, pdf);
    const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'pdf-reader.mjs'), path], {
      maxBuffer: 50_000_000,
    });
    return JSON.parse(stdout) as ReadPage[];
  } finally {
    await rm(folder, { recursive: true });
  }
}
