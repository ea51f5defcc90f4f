import { clientConfig } from '../terraform/client-config';

/** Settings of an SDK client that somebody waits for: it tries twice, and gives up within the doctor's time. */
export const impatient = (env: NodeJS.ProcessEnv, region: string) => ({
  ...clientConfig(env, region),
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000 },
});

/** Where a service is asked, for words. */
export const addressOf = (env: NodeJS.ProcessEnv, service: string, region: string): string =>
  env['AWS_ENDPOINT_URL'] || `https://${service}.${region}.amazonaws.com`;
