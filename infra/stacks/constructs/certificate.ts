import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { Exposure } from '../../../workshop/workshop';
import type { UsherStack } from '../usher-stack';

type Hosts = Extract<Exposure, { kind: 'hosts' }>;

/** ARN of the certificate for a name, or every name, of the domain: the given one, or a new one once its proof in the zone was seen. */
export function certificateArn(stack: UsherStack, { domain, zone, certificate }: Hosts, domainName: string): string {
  if (certificate !== undefined) return certificate;
  if (zone === undefined) throw new RangeError(`a certificate for ${domain} needs a zone to prove it through`);
  const made = new AcmCertificate(stack, 'certificate:main', { domainName, validationMethod: 'DNS' });
  const asked = made.domainValidationOptions.get(0);
  const proof = new Route53Record(stack, 'record:proof', {
    zoneId: zone,
    name: asked.resourceRecordName,
    type: asked.resourceRecordType,
    ttl: 60,
    records: [asked.resourceRecordValue],
    // The same for every certificate of this domain in this account: one that lies there is right.
    allowOverwrite: true,
  });
  return new AcmCertificateValidation(stack, 'validation:main', {
    certificateArn: made.arn,
    validationRecordFqdns: [proof.fqdn],
  }).certificateArn;
}
