import type { Exposure } from '../../../workshop/workshop';
import { CERTIFICATE, DOMAIN, ZONE_ID } from '../../workshop-file/forms';
import { nearest } from './nearest';
import { quote } from './quote';
import { isUsageError, usage, type UsageError } from './usage';

/** What was said of how participants reach their apps; the rest may stand in a workshop file. */
export interface ExposureWords {
  readonly kind: 'ports' | 'hosts';
  readonly domain?: string;
  readonly zone?: string;
  readonly certificate?: string;
}

/** `kind`: ports or hosts; a domain, zone or certificate means hosts. Undefined where nothing was said. */
export function parseExposure(said: {
  readonly kind?: string | undefined;
  readonly domain?: string | undefined;
  readonly zone?: string | undefined;
  readonly certificate?: string | undefined;
}): ExposureWords | undefined | UsageError {
  const domain = said.domain === undefined ? undefined : parseDomain(said.domain);
  if (isUsageError(domain)) return domain;
  const zone = said.zone === undefined ? undefined : parseZone(said.zone);
  if (isUsageError(zone)) return zone;
  const certificate = said.certificate === undefined ? undefined : parseCertificate(said.certificate);
  if (isUsageError(certificate)) return certificate;
  const names = { ...(domain && { domain }), ...(zone && { zone }), ...(certificate && { certificate }) };
  const named = Object.keys(names).length > 0;
  if (said.kind === undefined) return named ? { kind: 'hosts', ...names } : undefined;
  const kind = said.kind.trim().toLowerCase();
  if (kind === 'hosts') return { kind, ...names };
  if (kind === 'ports')
    return named ? usage('With `ports` there are no names, so no domain, zone or certificate.') : { kind };
  const close = nearest(kind, ['ports', 'hosts']);
  return usage(
    `I know no way to expose called ${quote(said.kind)}. ${close === undefined ? 'There are `ports` (plain HTTP) and `hosts` (HTTPS, a name for each seat).' : `Did you mean \`${close}\`?`}`,
  );
}

/** `lab.example.org`, in lower case. */
export function parseDomain(word: string): string | UsageError {
  const domain = word.trim();
  if (DOMAIN.test(domain)) return domain.toLowerCase().replace(/\.$/, '');
  return usage(`${quote(word)} is not a domain of your own, like \`lab.example.org\`.`);
}

/** A hosted zone's id, or a certificate's ARN: what proves the domain. */
export function parseProof(word: string): { zone: string } | { certificate: string } | UsageError {
  const proof = word.trim();
  if (ZONE_ID.test(proof)) return { zone: proof };
  if (CERTIFICATE.test(proof)) return { certificate: proof };
  return usage(
    `${quote(word)} is neither the id of a Route 53 zone (\`Z0123456789ABC\`) nor the ARN of an ACM certificate.`,
  );
}

function parseZone(word: string): string | UsageError {
  const proof = parseProof(word);
  return 'zone' in proof
    ? proof.zone
    : usage(`${quote(word)} is not the id of a Route 53 zone, like \`Z0123456789ABC\`.`);
}

function parseCertificate(word: string): string | UsageError {
  const proof = parseProof(word);
  if ('certificate' in proof) return proof.certificate;
  return usage(
    `${quote(word)} is not the ARN of a certificate in ACM: \`arn:aws:acm:<region>:<account>:certificate/<id>\`.`,
  );
}

/** What was said, completed by what the file says; refused where no domain is in either. */
export function exposureOf(
  said: ExposureWords | undefined,
  file: Exposure | undefined,
): Exposure | undefined | UsageError {
  if (said === undefined) return file;
  if (said.kind === 'ports') return { kind: 'ports' };
  const base = file?.kind === 'hosts' ? file : undefined;
  const domain = said.domain ?? base?.domain;
  if (domain === undefined) {
    return usage(
      'Which domain shall the seats have names under?',
      'nov 12 --domain lab.example.org --zone Z0123456789ABC',
    );
  }
  return { kind: 'hosts', domain, zone: said.zone ?? base?.zone, certificate: said.certificate ?? base?.certificate };
}
