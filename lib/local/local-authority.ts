import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { authorityName } from '../contract';
import type { KeyPair } from './certificate';
import { replaceFile } from './replace-file';

/** Keeps the certificates of hosts, so that each synthesis writes the same ones. */
export interface CertificateStore {
  /** The certificate of a host, and its key; undefined if the store makes none for such a host. */
  certificate(host: string): KeyPair | undefined;
}

/** A certificate is made anew when it is valid for less than this. */
const shortest = 30 * 24 * 60 * 60 * 1000;

/**
 * A certificate authority of this machine, for hosts under one domain.
 *
 * For development only. The authority is made once, in the files `ca.crt` and `ca.key` of the folder, and can vouch for
 * no host outside of the domain, so that there is little to fear from trusting it. Certificates are made when they are
 * asked for and a month before they end, in `certificates/`, as are those that are damaged. Keys can be read by their
 * owner only.
 */
export class LocalAuthority implements CertificateStore {
  /**
   * @param folder folder of the files; it is created when the first certificate is asked for
   * @param domain domain under which hosts get certificates, such as `localhost`
   */
  constructor(
    private readonly folder: string,
    private readonly domain: string,
  ) {}

  public certificate(host: string): KeyPair | undefined {
    if (host !== this.domain && !host.endsWith(`.${this.domain}`)) return undefined;
    const authority = this.authority();
    const issuer = new X509Certificate(authority.certificate);
    return this.kept(
      `certificates/${host}`,
      () => makers().makeServerCertificate(host, authority),
      (certificate) => certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey),
    );
  }

  private authority(): KeyPair {
    return this.kept(authorityName, () => makers().makeAuthority(this.domain));
  }

  private kept(
    name: string,
    make: () => KeyPair,
    isRight: (certificate: X509Certificate) => boolean = () => true,
  ): KeyPair {
    const path = join(this.folder, name);
    const known = readPair(path);
    const certificate = known && certificateOf(known);
    if (certificate && Date.parse(certificate.validTo) - Date.now() > shortest && isRight(certificate)) {
      return known;
    }
    const made = make();
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(`${path}.key`, made.key, 0o600);
    replaceFile(`${path}.crt`, made.certificate, 0o644);
    return made;
  }
}

// Only where a certificate is made, which is once a year: to load what writes them takes longer than a synthesis.
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
 * The certificate of a pair; undefined where the key is not its own, as after two first runs at once, or one that was
 * killed between the two files, or where one of the two is damaged.
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
