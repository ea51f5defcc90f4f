import { z } from 'zod';
import { APP, BUILT_IN } from './app-schema';
import {
  CERTIFICATE,
  DATABASE_CLASS,
  decimal,
  DOMAIN,
  FILES,
  INSTANCE_TYPE,
  one,
  plainValue,
  ROOM,
  TAG_KEY,
  TAG_VALUE,
  text,
  whole,
  ZONE_ID,
} from './forms';
import { addressRange, joinPolicy, regionName, untilWords, workshopName } from './judge';

/** Seats of a workshop whose file does not say. */
export const USUAL_SEATS = 12;
/** AWS takes 50 tags; Usher's own are up to eight. */
export const MOST_TAGS = 42;
const MOST_RANGES = 30;
const MOST_APPS = 10;
const MOST_ALTERNATIVES = 10;

const EXPOSE = 'ports, or a map such as { hosts: lab.example.org, zone: Z0123456789ABC },';
const STORAGE = 'instance, or a map such as { volume: 20 },';

const hosts = z.strictObject({
  hosts: text('a domain, such as lab.example.org,', DOMAIN).meta({
    description: 'Domain of the names: jupyter-007.lab.example.org.',
  }),
  zone: text('the id of a Route 53 hosted zone, such as Z0123456789ABC,', ZONE_ID)
    .optional()
    .meta({ description: 'Route 53 zone in which Usher makes the records. Without it you make one record yourself.' }),
  certificate: text('the ARN of a certificate in ACM (arn:aws:acm:...)', CERTIFICATE)
    .optional()
    .meta({ description: 'ACM certificate for *.<domain>. Without it Usher makes one, which needs the zone.' }),
});

/** What a workshop file may hold, as people write it. Every key may be left out. */
export const WORKSHOP_FILE = z
  .strictObject(
    {
      name: workshopName.optional().meta({
        description: 'Name of the workshop, part of every name on AWS. Default: the name of the file.',
        examples: ['nov'],
      }),
      seats: whole(1, 1000)
        .optional()
        .meta({ description: 'Seats for people, spares not counted.', default: USUAL_SEATS }),
      spares: whole(0, 999)
        .optional()
        .meta({ description: 'Seats besides that nobody is given; they stand in for seats that break.', default: 0 }),
      region: regionName.optional().meta({
        description: 'AWS region. Default: the one Usher runs with (AWS_REGION).',
        examples: ['eu-central-1'],
      }),
      instance: text('an EC2 instance type, such as t3.xlarge,', INSTANCE_TYPE)
        .optional()
        .meta({ description: 'EC2 instance of each seat.', default: 't3.xlarge' }),
      alternatives: z
        .array(text('an EC2 instance type, such as m5.xlarge,', INSTANCE_TYPE), 'a list of EC2 instance types')
        .max(MOST_ALTERNATIVES, `a list of up to ${MOST_ALTERNATIVES} instance types`)
        .optional()
        .meta({
          description:
            'Instance types tried in this order where AWS has no capacity left for the one above; [] for none. Default: those of the same size.',
          examples: [['t3a.xlarge', 'm5.xlarge']],
        }),
      batch: whole(1, 50)
        .optional()
        .meta({ description: 'Seats that are built together, with one Terraform state.', default: 10 }),
      until: untilWords.optional().meta({
        description: 'When it ends, in the time zone of whoever makes it. Default: no end.',
        examples: ['17:30', '8h', 'tomorrow 12:00', '2026-11-24 17:30'],
      }),
      limit: decimal(1, 1_000_000, 'US dollars')
        .optional()
        .meta({
          description: 'US dollars it may cost before its organisers are called. Default: no limit.',
          examples: [200],
        }),
      room: text('a channel in quotes, such as "#nov",', ROOM)
        .optional()
        .meta({
          description:
            'The participants’ channel, in quotes because # starts a comment. Usher must be in it. Default: named later.',
          examples: ['#nov'],
        }),
      join: joinPolicy.optional().meta({
        description:
          'Who may claim a seat. room: members of the room. roster: people an organiser lists. code: whoever knows two words that Usher tells the crew. anyone: everybody of the Slack workspace.',
        default: 'room',
      }),
      expose: z
        .union([one(['ports']), hosts], EXPOSE)
        .optional()
        .meta({
          description:
            'ports: plain HTTP, a port of a load balancer for each app of each seat. hosts: HTTPS and a name for each.',
          default: 'ports',
        }),
      storage: z
        .union([one(['instance']), z.strictObject({ volume: whole(1, 16384, 'a number of GiB') }, STORAGE)], STORAGE)
        .optional()
        .meta({
          description:
            'instance: a seat’s files live as long as its instance. volume: on a disk of this many GiB that outlives it.',
          default: 'instance',
        }),
      internet: one(['none', 'nat'])
        .optional()
        .meta({ description: 'Whether the apps reach the internet, through a NAT gateway.', default: 'none' }),
      database: z
        .strictObject(
          {
            class: text('an RDS instance class, such as db.t3.large,', DATABASE_CLASS)
              .optional()
              .meta({ description: 'Default: by the number of seats.', examples: ['db.t3.large'] }),
            storage: whole(20, 65536, 'a number of GiB')
              .optional()
              .meta({ description: 'GiB. Default: by the number of seats.' }),
          },
          'a map such as { class: db.t3.large, storage: 50 }',
        )
        .optional()
        .meta({ description: 'The PostgreSQL server, where an app needs one.', default: {} }),
      allow: z
        .array(addressRange, 'a list of ranges of addresses')
        .min(1, 'at least one range')
        .max(MOST_RANGES, `a list of up to ${MOST_RANGES} ranges`)
        .optional()
        .meta({
          description: 'Addresses that may open the seats. Usher’s own must be among them.',
          default: ['0.0.0.0/0'],
          examples: [['203.0.113.0/24']],
        }),
      tags: z
        .record(
          text(
            'a key of up to 128 letters, digits, spaces and _.:/=+-@ that starts with neither aws: nor usher:',
            TAG_KEY,
          ),
          plainValue('a text of up to 256 letters, digits, spaces and _.:/=+-@', TAG_VALUE),
          'a map of tags',
        )
        .optional()
        .meta({
          description: 'Tags on everything that takes them, besides Usher’s own.',
          default: {},
          examples: [{ team: 'data' }],
        }),
      apps: z
        .array(
          z.union([one(BUILT_IN as [string, ...string[]]), APP], 'the name of an app, or a map that has one,'),
          'a list of apps',
        )
        .min(1, 'at least one app')
        .max(MOST_APPS, `a list of up to ${MOST_APPS} apps`)
        .optional()
        .meta({ description: 'What each seat runs.', default: [...BUILT_IN] }),
      files: text('a folder, or s3://bucket/prefix,', FILES)
        .optional()
        .meta({
          description:
            'Files every seat finds in its folder: a folder beside this file, or s3://bucket/prefix. Default: none.',
          examples: ['./assignments', 's3://my-bucket/nov/'],
        }),
    },
    'a map of keys and values',
  )
  .meta({ title: 'Workshop', description: 'A workshop for Usher: /workshop new --file workshop.yml' });

export type WorkshopEntries = z.infer<typeof WORKSHOP_FILE>;
