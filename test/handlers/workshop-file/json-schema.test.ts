import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseWorkshopFile } from '../../../handlers/workshop-file';
import { keysAt } from '../../../handlers/workshop-file/known-keys';
import { workshopJsonSchema } from '../../../handlers/workshop-file/json-schema';

const docs = resolve(__dirname, '../../../docs');
const file = `${docs}/workshop.schema.json`;
const example = readFileSync(`${docs}/workshop.example.yml`, 'utf8');

interface Described {
  readonly description?: string;
  readonly default?: unknown;
}

describe('docs/workshop.schema.json', () => {
  const made = workshopJsonSchema() as unknown as { readonly properties: Record<string, Described> };

  it('is what the parser accepts today (WRITE_SCHEMA=1 writes it anew)', () => {
    const text = `${JSON.stringify(made, undefined, 2)}\n`;
    if (process.env['WRITE_SCHEMA']) writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('tells every key’s meaning, and its default in one way or another', () => {
    const silent = Object.entries(made.properties).filter(
      ([, { description, default: usual }]) => !description || (usual === undefined && !/Default: /.test(description)),
    );
    expect(silent).toEqual([]);
  });

  it('accepts the example, which names it, and refuses a slip in it', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(file, 'utf8')) as z.core.JSONSchema.JSONSchema);
    expect(example).toMatch(/^# yaml-language-server: \$schema=workshop\.schema\.json\n/);
    expect(schema.safeParse(parse(example))).toMatchObject({ success: true });
    expect(schema.safeParse(parse(example.replace('spares:', 'spars:'))).success).toBe(false);
    expect(schema.safeParse(parse(example.replace('port: 8443', 'port: 84430'))).success).toBe(false);
  });

  it('is explained key by key in the guide', () => {
    const guide = readFileSync(`${docs}/workshop-file.md`, 'utf8');
    const keys = [...keysAt([]), ...keysAt(['expose']), ...keysAt(['apps', 0])];
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.filter((key) => !new RegExp(`^\\|[^|]*\`${key}\``, 'm').test(guide))).toEqual([]);
  });

  it('comes with an example that the parser accepts too', () => {
    expect(parseWorkshopFile(example, undefined)).toHaveProperty('wish');
  });
});
