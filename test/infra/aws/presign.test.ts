import { describe, expect, it } from '@jest/globals';
import { addressOf, presign } from '../../../infra/aws/presign';

/** The example of AWS's own documentation, "Authenticating Requests: Using Query Parameters". */
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const NOW = new Date('2013-05-24T00:00:00Z');
const EXAMPLE = new URL('https://examplebucket.s3.amazonaws.com/test.txt');

describe('an address that carries its own signature', () => {
  it('is signed as AWS’s example is', async () => {
    const link = await presign('GET', EXAMPLE, 'us-east-1', KEYS, 86_400, NOW);
    expect(link.until).toEqual(new Date('2013-05-25T00:00:00Z'));
    expect(Object.fromEntries(new URL(link.url).searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    });
  });

  it('works no longer than the keys it was made with, and never longer than S3 allows', async () => {
    const in5 = new Date(NOW.getTime() + 300_000);
    const keys = { ...KEYS, sessionToken: 'a/token=', expiration: in5 };
    const short = await presign('PUT', EXAMPLE, 'us-east-1', keys, 86_400, NOW);
    expect(short.until).toEqual(in5);
    expect(new URL(short.url).searchParams.get('X-Amz-Security-Token')).toBe('a/token=');
    const long = await presign('GET', EXAMPLE, 'us-east-1', KEYS, 30 * 86_400, NOW);
    expect(new URL(long.url).searchParams.get('X-Amz-Expires')).toBe('604800');
  });

  it('leads to the bucket’s own name on AWS and to its path elsewhere, whatever the key', () => {
    const place = { region: 'eu-west-1', bucket: 'b', key: 'nov/a (1)+é.gz' };
    expect(addressOf(place).href).toBe('https://b.s3.eu-west-1.amazonaws.com/nov/a%20%281%29%2B%C3%A9.gz');
    expect(addressOf({ ...place, region: 'cn-north-1', key: 'k' }).host).toBe('b.s3.cn-north-1.amazonaws.com.cn');
    expect(addressOf({ ...place, endpoint: 'http://127.0.0.1:4566' }).pathname).toBe('/b/nov/a%20%281%29%2B%C3%A9.gz');
  });
});
