/** @jest-environment ./test/support/pglite-environment.cjs */
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import fc from 'fast-check';
import { registry } from '../../../handlers/commands';
import { inputs } from '../../support/fuzz';
import { holds, holdsInTheEnd } from './holds';
import { openVenue, RESPONSE_URL, type Venue } from './venue';

let venue: Venue;
beforeAll(async () => {
  venue = await openVenue();
});
afterAll(() => venue.stop());

const NAMES = [...Object.keys(registry.commands), ...Object.keys(registry.synonyms)];
const FLAGS =
  'to workshop like room join at until region name seats spares expose domain zone certificate file past'.split(' ');
const VALUES = [
  ...[
    'nov',
    'oct',
    'dec',
    '7',
    '007',
    '2',
    '3-9',
    '9-3',
    '0',
    '-1',
    '1e3',
    '1,000',
    'failing',
    'all',
    'seat',
    'jupyter',
  ],
  ...['add', 'remove', 'organiser', 'helper', 'code', 'roster'],
  ...['airflow', 'both', '17:30', '2h', 'tomorrow 9am', '2020-01-01', 'eu-central-1', 'Frankfurt', 'ports', 'hosts'],
  ...['lab.example.org', 'Z0123456789ABC', 'arn:aws:acm:eu-central-1:123456789012:certificate/x', '../../etc/passwd'],
  ...[
    '/etc/shadow.yml',
    '$(reboot)',
    '`id`',
    '; rm -rf /',
    '| cat',
    '<!channel>',
    '<@U1|ada>',
    '"Ann Smith"',
    'csv',
    'import',
    '<#C1|crew>',
    '<#C0|x>',
  ],
  ...['__proto__', 'constructor', '“nov”', '"', "'", '\n', '\0', '\u202e', '\ud800', '🎉', '=', '--', '<http://a.b|c>'],
];

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.constantFrom(...FLAGS).map((flag) => `--${flag}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...FLAGS), fc.constantFrom(...VALUES)).map(([f, v]) => `--${f}=${v}`),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const sentence = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: word }),
    fc.array(word, { maxLength: 6 }),
  )
  .map(([name, words]) => [name, ...words].join(' '));
const wish = fc
  .tuple(
    fc.constantFrom('dec', 'jan', 'nov', 'a-b'),
    fc.constantFrom('1', '12', '1000', '0'),
    fc.array(fc.tuple(fc.constantFrom(...FLAGS), fc.constantFrom(...VALUES)), { maxLength: 4 }),
  )
  .map(
    ([name, seats, flags]) => `new ${name} ${seats} ${flags.map(([flag, value]) => `--${flag} ${value}`).join(' ')}`,
  );
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.constantFrom('"', '\n', '\0', "'", '<', 'x ', '\u200b'), fc.nat(3_000))
    .map(([name, sign, times]) => `${name} x${sign.repeat(times)}`),
);
const text = fc.oneof(
  { weight: 5, arbitrary: sentence },
  { weight: 2, arbitrary: wish },
  { weight: 3, arbitrary: anything },
);
const by = fc.constantFrom('ada', 'ada', 'ada', 'ada', 'grace', 'hedy', 'charles');
const channel = fc.constantFrom('crew', 'nov', 'general');

describe('whatever is typed after /workshop', () => {
  it('is answered or refused, breaks nothing, and starts nothing that costs or destroys', async () => {
    const property = fc.asyncProperty(text, by, channel, (typed, name, place) =>
      holds(
        venue,
        {
          command: '/workshop',
          text: typed,
          user_id: venue.id(name),
          channel_id: venue.bench.slack.channelId(place),
          trigger_id: '1.2.3',
          response_url: RESPONSE_URL,
        },
        {
          by: name,
          mayBeSilent: false,
          mayDo: ['create', 'open', 'planOpening', 'close', 'restart', 'addCrew', 'removeCrew', 'assign'],
        },
      ),
    );
    await fc.assert(property, { numRuns: inputs(1_200, 0.4) });
    await holdsInTheEnd(venue);
  }, 3_600_000);
});
