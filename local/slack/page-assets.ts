import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

const FOLDER = join(__dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};
let bundle: Promise<string> | undefined;

/** A file of the page by its URL path; `/main.js` is bundled on first use. Undefined for anything else. */
export async function pageAsset(path: string): Promise<Asset | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[a-z0-9-]+\.[a-z]+$/.test(name)) return undefined;
  const type = TYPES[name.split('.')[1] ?? ''];
  if (type === undefined) return undefined;
  if (name === 'main.js' && existsSync(join(FOLDER, 'main.tsx'))) {
    bundle ??= bundled();
    return { type, body: await bundle };
  }
  if (existsSync(join(FOLDER, name))) return { type, body: await readFile(join(FOLDER, name)) };
  if (name !== 'index.html') return undefined;
  return { type: 'text/plain; charset=utf-8', body: 'The local Slack is running; its page is not built.\n' };
}

async function bundled(): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [join(FOLDER, 'main.tsx')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
