import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { UPLOAD_SECONDS, type Archive } from '../../workshop/ports/archive';
import { seatLabel } from '../../workshop/seat-plan';
import type { Workshop } from '../../workshop/workshop';
import { Calls } from '../aws/calls';
import { clientsByRegion, type CloudOptions } from '../aws/clients';
import { addressOf, LONGEST_LINK_S, presign } from '../aws/presign';
import { s3Settings } from '../aws/s3-settings';
import { archiveBucketName, ensureArchiveBucket } from './bucket';

/** Archives in a bucket of the account, in the workshop's region; it outlives every workshop. */
export function createArchive(options: CloudOptions = {}): Archive {
  const clientsOf = clientsByRegion(options);
  /** Account number; whoever's credentials these are, they do not change accounts. */
  let account: Promise<string> | undefined;

  async function bucketOf(region: string): Promise<{ bucket: string; account: string }> {
    const clients = clientsOf(region);
    account ??= new Calls(clients)
      .make('sts:GetCallerIdentity', () => clients.sts.send(new GetCallerIdentityCommand({})))
      .then(({ Account = '' }) => Account);
    const number = await account.catch((error: unknown) => {
      account = undefined;
      throw error;
    });
    return { bucket: archiveBucketName(number, region), account: number };
  }

  async function sign(method: 'GET' | 'PUT', workshop: Workshop, no: number, seconds: number, fileName?: string) {
    const { region } = workshop.spec;
    const settings = s3Settings(options, region);
    const { bucket } = await bucketOf(region);
    const address = addressOf({ region, bucket, key: keyOf(workshop, no), endpoint: settings.endpoint });
    if (fileName !== undefined) {
      address.searchParams.set('response-content-disposition', `attachment; filename="${fileName}"`);
    }
    const { credentials } = settings;
    const keys = typeof credentials === 'function' ? await credentials() : credentials;
    return presign(method, address, region, keys, seconds, new Date());
  }

  return {
    async open({ spec: { region } }) {
      const { bucket, account: owner } = await bucketOf(region);
      const settings = s3Settings(options, region);
      const s3 = new S3Client(settings);
      const calls = new Calls({ endpointOf: () => settings.endpoint ?? `https://s3.${region}.amazonaws.com` });
      try {
        await ensureArchiveBucket(s3, calls, bucket, owner, region);
      } finally {
        s3.destroy();
      }
    },
    uploadUrl: async (workshop, no) => (await sign('PUT', workshop, no, UPLOAD_SECONDS)).url,
    link: (workshop, no) =>
      sign('GET', workshop, no, LONGEST_LINK_S, `${workshop.spec.name}-seat-${seatLabel(no)}.tar.gz`),
  };
}

/** The suffix tells workshops of one name apart. */
const keyOf = ({ spec, suffix }: Workshop, no: number): string => `${spec.name}-${suffix}/seat-${seatLabel(no)}.tar.gz`;
