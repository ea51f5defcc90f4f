import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** A script to run instead of waiting for people; its path. */
  readonly play: string | undefined;
  /** How many times faster than AWS the local one runs. */
  readonly speed: number;
  /** Port of the page; the next free one where it is taken. */
  readonly port: number | undefined;
  readonly open: boolean;
  /** Participants besides those of the usual cast. */
  readonly people: number;
  /** Everything the bot logs, instead of warnings only. */
  readonly verbose: boolean;
  /** Leaves Terraform and moto out, as on a machine that has neither. */
  readonly bare: boolean;
}

export const USAGE = `npm run demo                     a workspace in your browser, a local AWS, and Usher between them
npm run demo -- --play FILE      runs a script without a browser and prints what each person sees

  --speed N     how many times faster than AWS things boot and start (60)
  --port N      port of the page (4545, or the next free one)
  --people N    that many more participants (0)
  --no-open     leaves the browser alone
  --bare        without Terraform and moto, as on a machine that has neither
  --verbose     shows everything Usher logs
`;

const OPTIONS = {
  play: { type: 'string' },
  speed: { type: 'string', default: '60' },
  port: { type: 'string' },
  people: { type: 'string', default: '0' },
  'no-open': { type: 'boolean', default: false },
  bare: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the command line; throws an Error worded for people. Undefined: help was asked for. */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  return {
    play: values.play,
    speed: count('speed', values.speed, 1),
    port: values.port === undefined ? undefined : count('port', values.port, 0),
    people: count('people', values.people, 0),
    open: !values['no-open'] && values.play === undefined,
    bare: values.bare,
    verbose: values.verbose,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

function count(name: string, value: string, least: number): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : NaN;
  if (!(number >= least && number <= 65_535))
    throw new Error(`--${name} takes a number from ${least}, not "${value}".`);
  return number;
}
