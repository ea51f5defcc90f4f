/** What a call by method and path asks for, in AWS's own words. */
export interface RestRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Whether it names an object to copy from. */
  readonly copies: boolean;
}

/** `PutObject`, `CreateHostedZone`; empty for a service or a path that is not known here. */
export function restOperation(service: string, request: RestRequest): string {
  const { pathname, searchParams } = new URL(request.url, 'http://any');
  if (service === 's3') return s3Operation(request, pathname, searchParams);
  if (service === 'route53') return route53Operation(request.method, pathname);
  return '';
}

/** Subresources of a bucket, as their operations spell them. */
const OF_BUCKET: Readonly<Record<string, string>> = {
  accelerate: 'BucketAccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCors',
  encryption: 'BucketEncryption',
  lifecycle: 'BucketLifecycleConfiguration',
  location: 'BucketLocation',
  logging: 'BucketLogging',
  notification: 'BucketNotificationConfiguration',
  'object-lock': 'ObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  publicAccessBlock: 'PublicAccessBlock',
  replication: 'BucketReplication',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};
const OF_OBJECT: Readonly<Record<string, string>> = { acl: 'ObjectAcl', tagging: 'ObjectTagging' };
const LISTS: Readonly<Record<string, string>> = {
  versions: 'ListObjectVersions',
  uploads: 'ListMultipartUploads',
  'list-type': 'ListObjectsV2',
};
const VERB: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head' };
const BUCKET: Readonly<Record<string, string>> = {
  GET: 'ListObjects',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
  HEAD: 'HeadBucket',
  POST: 'DeleteObjects',
};

function s3Operation({ method, copies }: RestRequest, path: string, query: URLSearchParams): string {
  const [, bucket = '', ...rest] = path.split('/');
  const verb = VERB[method] ?? '';
  if (bucket === '') return 'ListBuckets';
  const isObject = rest.join('/') !== '';
  const subresource = [...query.keys()].map((name) => (isObject ? OF_OBJECT : OF_BUCKET)[name]).find(Boolean);
  if (subresource) return `${verb}${subresource}`;
  if (isObject && method === 'POST') return query.has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  if (isObject) return method === 'PUT' && copies ? 'CopyObject' : `${verb}Object`;
  const list = method === 'GET' ? [...query.keys()].map((name) => LISTS[name]).find(Boolean) : undefined;
  return list ?? BUCKET[method] ?? '';
}

/** Paths after `/2013-04-01`, each with its operation by method. */
const ROUTE53: readonly (readonly [RegExp, Readonly<Record<string, string>>])[] = [
  [/^\/hostedzone$/, { GET: 'ListHostedZones', POST: 'CreateHostedZone' }],
  [/^\/hostedzonesbyname$/, { GET: 'ListHostedZonesByName' }],
  [/^\/hostedzonesbyvpc$/, { GET: 'ListHostedZonesByVPC' }],
  [/^\/hostedzone\/[^/]+$/, { GET: 'GetHostedZone', DELETE: 'DeleteHostedZone', POST: 'UpdateHostedZoneComment' }],
  [/^\/hostedzone\/[^/]+\/rrset$/, { GET: 'ListResourceRecordSets', POST: 'ChangeResourceRecordSets' }],
  [/^\/hostedzone\/[^/]+\/associatevpc$/, { POST: 'AssociateVPCWithHostedZone' }],
  [/^\/hostedzone\/[^/]+\/disassociatevpc$/, { POST: 'DisassociateVPCFromHostedZone' }],
  [/^\/hostedzone\/[^/]+\/dnssec$/, { GET: 'GetDNSSEC' }],
  [/^\/change\/[^/]+$/, { GET: 'GetChange' }],
  [/^\/tags\/[^/]+\/[^/]+$/, { GET: 'ListTagsForResource', POST: 'ChangeTagsForResource' }],
];

function route53Operation(method: string, path: string): string {
  const place = path.replace(/^\/\d{4}-\d\d-\d\d/, '').replace(/\/$/, '');
  return ROUTE53.find(([pattern]) => pattern.test(place))?.[1][method] ?? '';
}
