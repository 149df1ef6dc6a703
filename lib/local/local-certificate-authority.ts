import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { caName } from '../contract';
import type { KeyPair } from './certificate';
import { replaceFile } from './replace-file';

/** Keeps the TLS certificates of hosts, so that each synthesis writes the same ones. */
export interface CertificateStore {
  /** The certificate of a host and its private key, or undefined if the store has none for this host. */
  certificate(host: string): KeyPair | undefined;
}

/** Milliseconds before its expiry from which on a certificate is renewed. */
const renewBefore = 30 * 24 * 60 * 60 * 1000;

/**
 * A certificate authority (CA) in files on this machine, for hosts under one domain. For development only.
 *
 * Writes `ca.crt` and `ca.key` once, and a certificate per host into `certificates/`. A certificate is issued at the first
 * request, and again 30 days before it expires or if its file is damaged. The name constraints of the CA allow no host
 * outside the domain. Only the owner can read the keys. It does not add the CA to any trust store.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10
 */
export class LocalCertificateAuthority implements CertificateStore {
  /**
   * @param folder folder of the files, created with the first certificate
   * @param domain domain of the hosts, such as `localhost`
   */
  constructor(
    private readonly folder: string,
    private readonly domain: string,
  ) {}

  public certificate(host: string): KeyPair | undefined {
    if (host !== this.domain && !host.endsWith(`.${this.domain}`)) return undefined;
    const ca = this.ca();
    const issuer = new X509Certificate(ca.certificate);
    return this.kept(
      `certificates/${host}`,
      () => makers().makeServerCertificate(host, ca),
      (certificate) => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey),
    );
  }

  private ca(): KeyPair {
    return this.kept(caName, () => makers().makeCertificateAuthority(this.domain));
  }

  private kept(
    name: string,
    make: () => KeyPair,
    isRight: (certificate: X509Certificate) => boolean = () => true,
  ): KeyPair {
    const path = join(this.folder, name);
    const known = readPair(path);
    const certificate = known && certificateOf(known);
    if (certificate && Date.parse(certificate.validTo) - Date.now() > renewBefore && isRight(certificate)) {
      return known;
    }
    const made = make();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(`${path}.key`, made.key, 0o600);
    replaceFile(`${path}.crt`, made.certificate, 0o644);
    return made;
  }
}

// Loaded only when a certificate is issued, about once a year: loading it takes longer than a synthesis.
function makers(): typeof import('./certificate') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./certificate') as typeof import('./certificate');
}

function readPair(path: string): KeyPair | undefined {
  try {
    return { certificate: readFileSync(`${path}.crt`, 'utf8'), key: readFileSync(`${path}.key`, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The certificate of a pair, or undefined if one file is damaged or the key belongs to another certificate: two first runs
 * at once, or one that was killed between its two writes, leave such a pair.
 */
function certificateOf({ certificate, key }: KeyPair): X509Certificate | undefined {
  try {
    const read = new X509Certificate(certificate);
    return read.checkPrivateKey(createPrivateKey(key)) ? read : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_OSSL')) return undefined;
    throw error;
  }
}
