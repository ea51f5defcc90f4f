import { mostRanges } from '../../workshop/allow-list';
import { DEFAULT_APPS } from '../../workshop/default-apps';
import { dnsDuty } from '../../workshop/dns';
import { MOST_SEATS } from '../../workshop/seat-plan';
import { DEFAULT_OPTIONS, type WorkshopSpec } from '../../workshop/workshop';
import { count } from '../views/words';
import { usage, type UsageError } from './parse/usage';
import type { Wish } from './wish';

/** Which part of the wish does not go with the rest. */
export type WishProblem = UsageError & { readonly about: 'spares' | 'exposure' | 'allow' };

/** What is wrong between the parts of a wish, wherever they were said; undefined where they go together. */
export function checkWish({ name, seats, spec }: Wish): WishProblem | undefined {
  const spares = spec.spares ?? 0;
  if (seats + spares > MOST_SEATS) {
    return {
      about: 'spares',
      ...usage(
        `${seats} seats and ${count(spares, 'spare')} are more than one workshop can hold: 1,000 together are the most.`,
      ),
    };
  }
  const whole: WorkshopSpec = {
    ...DEFAULT_OPTIONS,
    batchSize: 1,
    region: '',
    instanceType: '',
    apps: DEFAULT_APPS,
    ...spec,
    name,
    seats: seats + spares,
  };
  const most = mostRanges(whole);
  if (whole.allow.length > most) {
    return {
      about: 'allow',
      ...usage(`The allow-list has ${whole.allow.length} ranges; AWS takes ${most} with this many apps.`),
    };
  }
  const duty = dnsDuty(whole);
  if (duty.kind !== 'impossible') return undefined;
  return {
    about: 'exposure',
    ...(duty.why === 'no-certificate'
      ? usage(
          'HTTPS needs a certificate: give the id of the Route 53 zone of the domain, and I make one; or the ARN of one you have.',
          'nov 12 --domain lab.example.org --zone Z0123456789ABC',
        )
      : usage(
          `Without a Route 53 zone one record leads to one load balancer, and that takes ${count(duty.mostSeats, 'seat')} of this kind; this workshop has ${whole.seats}. Give the zone of the domain (\`--zone\`), and I make the records.`,
        )),
  };
}
