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
/** What is bundled on first use, and from which file. */
const SOURCES: Readonly<Record<string, string>> = { 'main.js': 'main.tsx', 'style.css': 'style.css' };
const bundles = new Map<string, Promise<string>>();

/** A file of the page by its URL path; script and style sheet are bundled on first use. Undefined for anything else. */
export async function pageAsset(path: string): Promise<Asset | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  if (!/^[a-z0-9-]+\.[a-z]+$/.test(name)) return undefined;
  const type = TYPES[name.split('.')[1] ?? ''];
  if (type === undefined) return undefined;
  const source = SOURCES[name];
  if (source !== undefined && existsSync(join(FOLDER, source))) {
    const bundle = bundles.get(source) ?? bundled(source);
    bundles.set(source, bundle);
    return { type, body: await bundle };
  }
  if (existsSync(join(FOLDER, name))) return { type, body: await readFile(join(FOLDER, name)) };
  if (name !== 'index.html') return undefined;
  return { type: 'text/plain; charset=utf-8', body: 'The local Slack is running; its page is not built.\n' };
}

async function bundled(source: string): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [join(FOLDER, source)],
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
