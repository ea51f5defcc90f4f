import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate, type CertificateExtension } from 'selfsigned';

/** A key and its certificate, PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/** The certificate authority of the local AWS: whoever trusts its file trusts what local load balancers show. */
export interface Authority {
  /** Absolute path of its certificate, PEM: for NODE_EXTRA_CA_CERTS, `curl --cacert` and the like. */
  readonly file: string;
  /** A certificate for these DNS names, `*.lab.example.org` among them; the same for the same names. */
  certificateFor(names: readonly string[]): Promise<KeyAndCertificate>;
}

const DAY_MS = 24 * 60 * 60_000;
const CA_DAYS = 3650;
/** Browsers refuse what is valid for longer. */
const LEAF_DAYS = 397;

/** Opens the authority kept in `<dataDir>/authority`, which is made at the first start; its key is for nobody else to read. */
export async function openAuthority(dataDir: string): Promise<Authority> {
  const folder = path.resolve(dataDir, 'authority');
  const file = path.join(folder, 'ca.pem');
  const ca = read(folder) ?? (await make(dataDir, folder));
  const made = new Map<string, Promise<KeyAndCertificate>>();
  return {
    file,
    certificateFor(names) {
      const known = made.get(names.join());
      if (known) return known;
      const leaf = issue(ca, names);
      made.set(names.join(), leaf);
      return leaf;
    },
  };
}

function read(folder: string): KeyAndCertificate | undefined {
  try {
    return {
      key: readFileSync(path.join(folder, 'ca.key'), 'utf8'),
      cert: readFileSync(path.join(folder, 'ca.pem'), 'utf8'),
    };
  } catch {
    return undefined;
  }
}

/** In a folder of its own that is moved into place whole: of two that start at once, both use the first one's. */
async function make(dataDir: string, folder: string): Promise<KeyAndCertificate> {
  const ca = await sign('Local AWS of Usher, not to be trusted by anybody else', CA_DAYS, [
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  mkdirSync(dataDir, { recursive: true });
  const draft = mkdtempSync(path.join(dataDir, 'authority-'));
  writeFileSync(path.join(draft, 'ca.key'), ca.key, { mode: 0o600 });
  writeFileSync(path.join(draft, 'ca.pem'), ca.cert);
  try {
    renameSync(draft, folder);
    return ca;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const theirs = read(folder);
    if (!theirs) throw error;
    return theirs;
  }
}

const issue = (ca: KeyAndCertificate, names: readonly string[]): Promise<KeyAndCertificate> =>
  sign(
    'local load balancer',
    LEAF_DAYS,
    [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
    ],
    ca,
  );

/** Signed by `ca`, or by itself. A day early, for clocks that differ. */
async function sign(
  commonName: string,
  days: number,
  extensions: CertificateExtension[],
  ca?: KeyAndCertificate,
): Promise<KeyAndCertificate> {
  const notBeforeDate = new Date(Date.now() - DAY_MS);
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + days * DAY_MS),
    extensions,
    ...(ca ? { ca } : {}),
  });
  return { key: made.private, cert: made.cert };
}
