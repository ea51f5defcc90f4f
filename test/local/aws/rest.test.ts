import { describe, expect, it } from '@jest/globals';
import { createCallLog } from '../../../local/aws/proxy/call-log';
import { restOperation } from '../../../local/aws/proxy/rest';

describe('a call by method and path', () => {
  it.each([
    ['s3', 'GET', '/', 'ListBuckets'],
    ['s3', 'PUT', '/usher-state', 'CreateBucket'],
    ['s3', 'HEAD', '/usher-state/', 'HeadBucket'],
    ['s3', 'DELETE', '/usher-state', 'DeleteBucket'],
    ['s3', 'PUT', '/usher-state?versioning', 'PutBucketVersioning'],
    ['s3', 'GET', '/usher-state?publicAccessBlock=', 'GetPublicAccessBlock'],
    ['s3', 'DELETE', '/usher-state?policy', 'DeleteBucketPolicy'],
    ['s3', 'GET', '/usher-state?object-lock=', 'GetObjectLockConfiguration'],
    ['s3', 'GET', '/usher-state?list-type=2&prefix=usher%2F', 'ListObjectsV2'],
    ['s3', 'GET', '/usher-state?versions', 'ListObjectVersions'],
    ['s3', 'POST', '/usher-state?delete', 'DeleteObjects'],
    ['s3', 'GET', '/usher-state/usher/nov/network.tfstate?x-id=GetObject', 'GetObject'],
    ['s3', 'HEAD', '/usher-state/key', 'HeadObject'],
    ['s3', 'PUT', '/usher-state/key', 'PutObject'],
    ['s3', 'PUT', '/usher-state/key?tagging', 'PutObjectTagging'],
    ['s3', 'DELETE', '/usher-state/key', 'DeleteObject'],
    ['s3', 'POST', '/usher-state/key?uploads', 'CreateMultipartUpload'],
    ['route53', 'POST', '/2013-04-01/hostedzone', 'CreateHostedZone'],
    ['route53', 'GET', '/2013-04-01/hostedzone/Z1', 'GetHostedZone'],
    ['route53', 'POST', '/2013-04-01/hostedzone/Z1/rrset/', 'ChangeResourceRecordSets'],
    ['route53', 'GET', '/2013-04-01/hostedzone/Z1/rrset?maxitems=1', 'ListResourceRecordSets'],
    ['route53', 'GET', '/2013-04-01/change/C1', 'GetChange'],
    ['route53', 'GET', '/2013-04-01/tags/hostedzone/Z1', 'ListTagsForResource'],
    ['apigateway', 'GET', '/restapis', ''],
  ])('of %s, %s %s, is %s', (service, method, url, operation) => {
    expect(restOperation(service, { method, url, copies: false })).toBe(operation);
  });

  it('copies an object where it names one to copy from', () => {
    expect(restOperation('s3', { method: 'PUT', url: '/b/key', copies: true })).toBe('CopyObject');
  });
});

describe('the log of calls', () => {
  it('counts by name, and by name and caller', () => {
    const log = createCallLog();
    log.record(
      'ecs:CreateService',
      'APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) aws-sdk-go-v2/1',
    );
    log.record('ecs:ListTasks', 'aws-sdk-js/3.1100.0 ua/2.1');
    log.record('ecs:ListTasks', 'aws-sdk-js/3.1100.0 ua/2.1');
    log.record('ecs:ListTasks', 'aws-cli/2.1');
    log.record('ecs:ListTasks', undefined);
    expect(log.counts.get('ecs:ListTasks')).toBe(4);
    expect(log.list()).toEqual([
      { call: 'ecs:CreateService', by: 'terraform', count: 1 },
      { call: 'ecs:ListTasks', by: 'other', count: 2 },
      { call: 'ecs:ListTasks', by: 'sdk-js', count: 2 },
    ]);
  });
});
