import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  NameConstraints,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { caSubject } from '../contract';

/** A certificate and its private key, both in PEM. */
export interface KeyPair {
  /** The certificate. */
  readonly certificate: string;

  /** The private key. */
  readonly key: string;
}

/** A certificate, its private key and the certificate of its CA, all in PEM. */
export interface OwnCertificate extends KeyPair {
  /** The certificate of the CA. */
  readonly ca: string;
}

const day = 24 * 60 * 60 * 1000;
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';
const commonName = '2.5.4.3';

const tenYears = 3650;

/** @internal A CA certificate for `domain`, valid for ten years. Its name constraints allow no other domain. */
export function makeCertificateAuthority(domain: string): KeyPair {
  const permitted = new GeneralSubtrees([new GeneralSubtree({ base: new GeneralName({ dNSName: domain }) })]);
  const constraints = new NameConstraints({ permittedSubtrees: permitted });
  return issue({
    subject: named(caSubject(domain)),
    days: tenYears,
    extensions: [...ofAuthority(), extension(id_ce_nameConstraints, constraints, true)],
  });
}

/** @internal A server certificate, valid for 397 days: browsers accept no longer one. */
export function makeServerCertificate(host: string, ca: KeyPair): KeyPair {
  return issue({
    // A common name has at most 64 characters; what counts is the alternative name.
    subject: named(host.length <= 64 ? host : 'slipway'),
    days: 397,
    ca,
    extensions: ofServer([host]),
  });
}

/**
 * @internal A certificate for a server with these DNS names, of a CA of its own, whose key is not kept. Both are valid for
 * ten years: no controller renews them.
 */
export function makeOwnCertificate(names: readonly string[]): OwnCertificate {
  // Each CA has a name of its own, so that clients can trust two at once.
  const subject = named(`slipway CA ${randomBytes(8).toString('hex')}`);
  const ca = issue({ subject, days: tenYears, extensions: ofAuthority() });
  const server = issue({ subject: named('slipway'), days: tenYears, ca, extensions: ofServer(names) });
  return { ...server, ca: ca.certificate };
}

function ofAuthority(): Extension[] {
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
  ];
}

function ofServer(names: readonly string[]): Extension[] {
  const alternatives = names.map((dNSName) => new GeneralName({ dNSName }));
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(alternatives)),
  ];
}

interface Wanted {
  readonly subject: Name;
  readonly days: number;
  readonly extensions: readonly Extension[];

  /** @default - self-signed */
  readonly ca?: KeyPair;
}

function issue({ subject, days, extensions, ca }: Wanted): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const own = AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo);
  const issuer = ca && AsnConvert.parse(new X509Certificate(ca.certificate).raw, Certificate);
  const issuersKey = issuer?.tbsCertificate.subjectPublicKeyInfo ?? own;
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const now = Date.now();
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: issuer?.tbsCertificate.subject ?? subject,
    // A day early, for machines whose clocks differ.
    validity: new Validity({ notBefore: new Date(now - day), notAfter: new Date(now + (days - 1) * day) }),
    subject,
    subjectPublicKeyInfo: own,
    extensions: new Extensions([
      ...extensions,
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(own))),
      extension(
        id_ce_authorityKeyIdentifier,
        new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuersKey)) }),
      ),
    ]),
  });
  const signer = ca ? createPrivateKey(ca.key) : privateKey;
  const signed = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bytes(sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), signer)),
  });
  return {
    certificate: pem(Buffer.from(AsnConvert.serialize(signed))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function named(name: string): Name {
  const value = new AttributeValue({ utf8String: name });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonName, value })])]);
}

function extension(id: string, value: unknown, critical = false): Extension {
  return new Extension({
    extnID: id,
    critical,
    extnValue: new OctetString(AsnConvert.serialize(value)),
  });
}

function keyId({ subjectPublicKey }: SubjectPublicKeyInfo): ArrayBuffer {
  return bytes(createHash('sha1').update(Buffer.from(subjectPublicKey)).digest());
}

/** 127 bits, and positive: the first bit would be the sign. */
function serialNumber(): ArrayBuffer {
  const number = randomBytes(16);
  number[0] = ((number[0] ?? 0) & 0x7f) | 0x40;
  return bytes(number);
}

function bytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replaceAll(/(.{64})/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
