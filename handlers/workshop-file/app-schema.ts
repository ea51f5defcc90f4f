import { z } from 'zod';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { APP_NAME, decimal, IMAGE, plainValue, text, VARIABLE, whole } from './forms';

/** Names of the apps Usher brings. */
export const BUILT_IN = DEFAULT_APPS.map((app) => app.name);

const COMMAND = 'a shell command, or a list of a program and its arguments,';
const words = z.string(COMMAND).min(1, COMMAND).max(20_000, 'a command of up to 20,000 characters');

const healthPath = text('a path such as /health', /^\/[^\s]{0,500}$/);
const SHELL = 'a shell command of up to 4,000 characters';
const HEALTH = 'a path such as /health, or a map such as { path: /health, grace: 60 },';
const health = z
  .union(
    [
      healthPath,
      z.strictObject(
        {
          path: healthPath
            .optional()
            .meta({ description: 'Answered with 200, without any password, when the app is well.', default: '/' }),
          command: text(SHELL, /^[^]{1,4000}$/)
            .optional()
            .meta({ description: 'Run in the container; exits 0 when the app is well. Asked instead of the path.' }),
          grace: whole(0, 7200, 'a number of seconds')
            .optional()
            .meta({ description: 'Seconds after its start before a failure counts.', default: 180 }),
          interval: whole(5, 300, 'a number of seconds')
            .optional()
            .meta({ description: 'Seconds between two looks.', default: 10 }),
        },
        HEALTH,
      ),
    ],
    HEALTH,
  )
  .optional()
  .meta({ description: 'How to see that the app is well: a path, or more.', default: '/' });

/** An app in the file: one of Usher's own with some of it changed, or a new one, which needs image, port and command. */
export const APP = z.strictObject({
  name: text('1-10 lower-case letters and digits', APP_NAME).meta({
    description: `Part of names on AWS. ${BUILT_IN.join(' and ')} are known: what is left out stays as it is there.`,
    examples: [...BUILT_IN],
  }),
  title: text('a title of 1-30 characters', /^[^\n<>&]{1,30}$/)
    .optional()
    .meta({ description: 'As people read it. Default: the name, capitalised.' }),
  image: text('a container image, such as quay.io/jupyter/scipy-notebook:2026-10-05,', IMAGE)
    .optional()
    .meta({ description: 'Container image, with its tag.' }),
  port: whole(1, 65535, 'a number').optional().meta({ description: 'Port the app listens on in its container.' }),
  command: z
    .union([words, z.array(words, COMMAND).min(1, COMMAND).max(50, 'a list of up to 50 words')], COMMAND)
    .optional()
    .meta({
      description:
        'What runs in place of the image’s own entry point. USHER_USER, USHER_PASSWORD, USHER_SEAT, USHER_WORKSHOP and USHER_URL are in its environment.',
    }),
  health,
  cpu: decimal(0.125, 64, 'a number of vCPUs').optional().meta({ description: 'vCPUs.', default: 1 }),
  memory: decimal(0.125, 512, 'a number of GiB')
    .optional()
    .meta({ description: 'GiB; the app ends when it takes more.', default: 2 }),
  user: whole(0, 65535, 'a user id').optional().meta({
    description: 'Id of the user the image runs as; said, nobody else in the container can read the seat’s password.',
  }),
  environment: z
    .record(
      text('a name of letters, digits and underscores', VARIABLE),
      plainValue('a text of up to 4,000 characters', /^[^\0]{0,4000}$/),
      'a map of names and values',
    )
    .optional()
    .meta({
      description: 'Plain variables, no secrets. {seat}, {workshop}, {user} and {url} become the seat’s own.',
      default: {},
    }),
  secrets: z
    .record(
      text('a name of letters, digits and underscores', VARIABLE),
      text('a word of 1-20 lower-case letters, digits and hyphens', /^[a-z0-9][a-z0-9-]{0,19}$/),
      'a map of variables and words',
    )
    .optional()
    .meta({
      description:
        'Variables that get a random value of each seat’s own, the same at every start: the name, and a word for what it is for.',
      default: {},
      examples: [{ COOKIE_KEY: 'cookie' }],
    }),
  database: z.boolean('true or false').optional().meta({
    description: 'Whether each seat’s app gets a PostgreSQL database, its address in DATABASE_URL.',
    default: false,
  }),
  connections: whole(1, 500, 'a number')
    .optional()
    .meta({ description: 'Most connections one seat’s app opens to its database at once.', default: 10 }),
});

export type AppEntry = z.infer<typeof APP>;
