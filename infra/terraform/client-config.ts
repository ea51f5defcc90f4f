import { defaultProvider } from '@aws-sdk/credential-provider-node';

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/**
 * Settings of an AWS client: endpoint and keys of `env`, where it names them; else it looks where the SDK always does, and reads the
 * shared files anew, which the SDK would remember as they were when this process first needed them.
 */
export function clientConfig(
  env: NodeJS.ProcessEnv,
  region: string,
): { region: string; endpoint?: string; credentials: Keys | ReturnType<typeof defaultProvider> } {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const endpoint = env['AWS_ENDPOINT_URL'];
  return {
    region,
    ...(endpoint ? { endpoint } : {}),
    credentials:
      accessKeyId && secretAccessKey
        ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
        : defaultProvider({ ignoreCache: true }),
  };
}
