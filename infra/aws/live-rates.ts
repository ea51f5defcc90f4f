import { GetProductsCommand } from '@aws-sdk/client-pricing';
import { Calls } from './calls';
import { clientsByRegion, type CloudOptions } from './clients';
import { questionsFor, type PriceQuestion, type Rates } from './price-items';
import { readPrice } from './read-price';

const DAY_MS = 24 * 3_600_000;
/** How long a question that failed is not asked again: nobody should wait for the same silence twice. */
const SILENCE_MS = 10 * 60_000;
/** Largest page, and the filters leave far fewer. */
const PAGE = 100;
const TIMEOUT_MS = 20_000;

/** What is asked for. */
export interface Asked {
  readonly region: string;
  readonly instanceType: string;
  /** Empty where there is no database. */
  readonly databaseClass: string;
  readonly rates: readonly (keyof Rates)[];
}

/** AWS's prices of today; undefined where one of them cannot be had. */
export type LiveRates = (asked: Asked) => Promise<Partial<Rates> | undefined>;

/** Asks the Pricing API; a call for each question, at most one a day for a region. */
export function createLiveRates(options: CloudOptions, now: () => number = Date.now): LiveRates {
  const clientsOf = clientsByRegion(options);
  const answers = new Map<string, { readonly list: Promise<unknown[] | undefined>; until: number }>();

  /** The price list's answer, kept for a day. */
  function ask(region: string, question: PriceQuestion): Promise<unknown[] | undefined> {
    const key = JSON.stringify([region, question.service, question.filters]);
    const known = answers.get(key);
    if (known && known.until > now()) return known.list;
    const answer = {
      list: productsOf(region, question).catch(() => {
        answer.until = now() + SILENCE_MS;
        return undefined;
      }),
      until: now() + DAY_MS,
    };
    answers.set(key, answer);
    return answer.list;
  }

  async function productsOf(region: string, { service, filters }: PriceQuestion): Promise<unknown[]> {
    const clients = clientsOf(pricingRegion(region));
    const calls = new Calls(clients);
    const command = new GetProductsCommand({
      ServiceCode: service,
      MaxResults: PAGE,
      Filters: Object.entries({ ...filters, regionCode: region }).map(([Field, Value]) => ({
        Type: 'TERM_MATCH',
        Field,
        Value,
      })),
    });
    const abortSignal = AbortSignal.timeout(TIMEOUT_MS);
    const { PriceList = [] } = await calls.make('pricing:GetProducts', () =>
      clients.pricing.send(command, { abortSignal }),
    );
    return PriceList;
  }

  return async ({ region, instanceType, databaseClass, rates }) => {
    const questions = questionsFor(instanceType, databaseClass);
    const found = await Promise.all(
      rates.map(async (rate) => {
        const list = await ask(region, questions[rate]);
        return [rate, list && readPrice(list, questions[rate].usage)] as const;
      }),
    );
    return found.every(([, price]) => price !== undefined) ? (Object.fromEntries(found) as Partial<Rates>) : undefined;
  };
}

/** The price list is served in three regions only; the nearest of them. */
const pricingRegion = (region: string): string =>
  region.startsWith('eu-') ? 'eu-central-1' : region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1';
