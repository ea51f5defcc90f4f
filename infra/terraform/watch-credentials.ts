import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../workshop/ports/clock';
import { areCredentialsRefused } from '../aws/problems';
import { clientConfig } from './client-config';

const EVERY_MS = 30_000;
/** Refusals in a row that are believed. */
const BELIEVED = 2;

export interface CredentialsWatch {
  /** Aborts, with AWS's refusal as its reason, once the credentials are refused that were found when the watch began. */
  readonly refused: AbortSignal;
  end(): void;
}

/**
 * Asks AWS twice a minute whether it still takes the credentials a Terraform has found that is started now. EC2 calls expired ones
 * an expired request, which the provider takes for a wrong clock: it would repeat its calls for more than an hour.
 */
export function watchCredentials(env: NodeJS.ProcessEnv, region: string, clock: Clock): CredentialsWatch {
  // Like Terraform's own, this client keeps to keys from a file, and refreshes by itself what comes with an end.
  const client = new STSClient({ ...clientConfig(env, region), maxAttempts: 2 });
  const refused = new AbortController();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    await client.config.credentials().catch(() => undefined);
    for (let refusals = 0; !over.signal.aborted;) {
      await clock.sleep(EVERY_MS, over.signal);
      if (over.signal.aborted) return;
      const refusal: unknown = await client
        .send(new GetCallerIdentityCommand({}), { abortSignal: over.signal })
        .then(() => undefined)
        .catch((error: unknown) => error);
      refusals = areCredentialsRefused(refusal) ? refusals + 1 : 0;
      if (refusals === BELIEVED) return refused.abort(refusal);
    }
  };
  void watch().finally(() => client.destroy());
  return { refused: refused.signal, end: () => over.abort() };
}
