import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWorkshopFile } from '../handlers/workshop-file';
import { listPrice } from '../infra/aws/prices';
import { DEFAULT_APPS } from '../workshop/default-apps';
import type { WorkshopSpec } from '../workshop/workshop';
import { benchWorkshop } from './workshop';

const GUIDE = join(__dirname, '..', 'docs', 'choosing.md');
const BLOCK = /(?<=<!-- prices:.*-->\n)[^]*?(?=<!-- end -->)/;
const RECIPE = /^### (.+), up for (\d+) hours$\n+```yaml\n([^]*?)```/gm;

const SIZES = [12, 25, 80];
const JUPYTER = DEFAULT_APPS.filter(({ name }) => name === 'jupyter');
const HOSTS = { kind: 'hosts', domain: 'lab.example.org', zone: 'Z0123456789ABC', certificate: undefined } as const;

type Choice = (usual: WorkshopSpec) => Partial<WorkshopSpec>;

const CHOICES: readonly (readonly [string, Choice])[] = [
  ['names on 443: `hosts`', () => ({ exposure: HOSTS })],
  ['`{ volume: 20 }`', () => ({ storage: { kind: 'volume', size: 20 } })],
  ['`nat`', () => ({ internet: 'nat' })],
  ['two spares', ({ seats }) => ({ seats: seats + 2, spares: 2 })],
  ['Jupyter alone', () => ({ apps: JUPYTER })],
  ['Jupyter alone, `t3.large`', () => ({ apps: JUPYTER, instanceType: 't3.large' })],
  ['`m6i.xlarge`', () => ({ instanceType: 'm6i.xlarge' })],
];

/** A workshop file of the guide, with the hours its heading gives it. */
export interface Recipe {
  readonly title: string;
  readonly hours: number;
  readonly spec: WorkshopSpec;
}

const guide = (): string => readFileSync(GUIDE, 'utf8');

/** Every recipe of docs/choosing.md; throws where its file is not in order. */
export const recipesOfGuide = (): Recipe[] =>
  [...guide().matchAll(RECIPE)].map(([, title = '', hours = '', file = '']) => {
    const read = parseWorkshopFile(file, undefined);
    if ('problems' in read) throw new Error(`${title}: ${read.problems.map(({ says }) => says).join('; ')}`);
    const { name = '', seats = 0, spec } = read.wish;
    const { spec: usual } = benchWorkshop(seats + (spec.spares ?? 0));
    return { title, hours: Number(hours), spec: { ...usual, name, ...spec } };
  });

/** What choices and recipes cost by Usher's list prices, as Markdown. */
export function priceTables(): string {
  const price = (seats: number, choice: Choice = () => ({})): number => {
    const { spec } = benchWorkshop(seats);
    return listPrice({ ...spec, ...choice(spec) }).hourly;
  };
  return [
    '',
    `| Dollars an hour, eu-west-1 | ${SIZES.map((seats) => `${seats} seats`).join(' | ')} |`,
    `|---|${SIZES.map(() => '---|').join('')}`,
    `| as usual | ${SIZES.map((seats) => dollars(price(seats))).join(' | ')} |`,
    ...CHOICES.map(([what, choice]) => {
      const changes = SIZES.map((seats) => signed(price(seats, choice) - price(seats)));
      return `| ${what} | ${changes.join(' | ')} |`;
    }),
    '',
    '| Recipe | an hour | hours | in all |',
    '|---|---|---|---|',
    ...recipesOfGuide().map(({ title, hours, spec }) => {
      const { hourly } = listPrice(spec);
      return `| ${title} | ${dollars(hourly)} | ${hours} | ${dollars(hourly * hours)} |`;
    }),
    '',
    '',
  ].join('\n');
}

/** The tables as docs/choosing.md holds them. */
export const pricesInGuide = (): string => BLOCK.exec(guide())?.[0] ?? '';

/** Puts the tables into docs/choosing.md. */
export function updateGuide(): void {
  const tables = priceTables();
  writeFileSync(
    GUIDE,
    guide().replace(BLOCK, () => tables),
  );
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
const signed = (amount: number): string => `${amount < 0 ? '-' : '+'}${dollars(Math.abs(amount))}`;
