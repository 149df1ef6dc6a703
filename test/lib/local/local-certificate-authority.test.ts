import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { type KeyPair, LocalCertificateAuthority } from '../../../lib';
import { makeCertificateAuthority, makeServerCertificate } from '../../../lib/local/certificate';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-'));
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true });
});

function certificate(host: string, domain = 'localhost'): KeyPair {
  const made = new LocalCertificateAuthority(folder, domain).certificate(host);
  if (!made) throw new Error(`no certificate for ${host}`);
  return made;
}

/** Connects to a server that has the certificate, as a client that trusts only the CA. */
async function handshake({ certificate: cert, key }: KeyPair, ca: string, host: string): Promise<string> {
  const server = createServer({ cert, key }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, ca, servername: host });
  try {
    await once(socket, 'secureConnect');
    return `${socket.getProtocol() ?? ''} ${String(socket.getPeerCertificate().subject.CN)}`;
  } finally {
    socket.destroy();
    server.close();
  }
}

describe('LocalCertificateAuthority', () => {
  test('makes certificates that a client accepts if it trusts the CA', async () => {
    const ca = makeCertificateAuthority('localhost');

    await expect(
      handshake(makeServerCertificate('shop.localhost', ca), ca.certificate, 'shop.localhost'),
    ).resolves.toBe('TLSv1.3 shop.localhost');
  });

  test('cannot vouch for a host outside of its domain, even if somebody has its key', async () => {
    const ca = makeCertificateAuthority('localhost');
    const bank = makeServerCertificate('bank.example', ca);

    await expect(handshake(bank, ca.certificate, 'bank.example')).rejects.toThrow(/permitted subtree/i);
  });

  test('makes no certificate for such a host', () => {
    const ca = new LocalCertificateAuthority(folder, 'localhost');

    expect(ca.certificate('shop.example.com')).toBeUndefined();
    expect(ca.certificate('shop.notlocalhost')).toBeUndefined();
  });

  test('makes a certificate once, and keeps it for the next synthesis', () => {
    const made = certificate('shop.localhost');

    expect(certificate('shop.localhost')).toEqual(made);
    expect(certificate('blog.localhost')).not.toEqual(made);
  });

  test('makes it for 397 days, and renews it in the last month', () => {
    const made = certificate('shop.localhost');
    const { validFrom, validTo } = new X509Certificate(made.certificate);
    expect((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000).toBe(397);

    jest.useFakeTimers({ now: Date.parse(validTo) - 31 * 86_400_000 });
    expect(certificate('shop.localhost')).toEqual(made);
    jest.setSystemTime(Date.parse(validTo) - 29 * 86_400_000);
    expect(certificate('shop.localhost')).not.toEqual(made);
  });

  test('renews certificates when its own has changed', () => {
    const made = certificate('shop.localhost');
    rmSync(join(folder, 'ca.crt'));
    const { issuer } = new X509Certificate(certificate('shop.localhost').certificate);

    expect(certificate('shop.localhost')).not.toEqual(made);
    expect(issuer).toBe('CN=slipway local CA for localhost');
  });

  test.each(['ca', 'certificates/shop.localhost'])(
    'makes %s anew where its key is that of another certificate',
    async (name) => {
      const made = certificate('shop.localhost');
      const other = makeServerCertificate('blog.localhost', makeCertificateAuthority('localhost'));
      writeFileSync(join(folder, `${name}.key`), other.key);
      const again = certificate('shop.localhost');

      expect(again).not.toEqual(made);
      await expect(
        handshake(again, readFileSync(join(folder, 'ca.crt'), 'utf8'), 'shop.localhost'),
      ).resolves.toBe('TLSv1.3 shop.localhost');
      expect(certificate('shop.localhost')).toEqual(again);
    },
  );

  test.each(['ca.key', 'ca.crt', 'certificates/shop.localhost.crt', 'certificates/shop.localhost.key'])(
    'makes a certificate anew where %s is damaged',
    (file) => {
      const made = certificate('shop.localhost');
      writeFileSync(join(folder, file), 'damaged');
      const again = certificate('shop.localhost');

      expect(again).not.toEqual(made);
      expect(certificate('shop.localhost')).toEqual(again);
    },
  );

  test('has keys that their owner alone can read, and leaves no half-written file behind', () => {
    certificate('shop.localhost');

    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
      'ca.crt',
      'ca.key',
      'certificates',
      'certificates/shop.localhost.crt',
      'certificates/shop.localhost.key',
    ]);
    for (const key of ['ca.key', 'certificates/shop.localhost.key']) {
      expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600);
    }
  });

  test('makes a certificate for a host that is longer than a common name may be', () => {
    const host = `${'a'.repeat(60)}.shop.localhost`;
    const { certificate: text, key } = certificate(host);

    expect(new X509Certificate(text).checkHost(host)).toBe(host);
    expect(new X509Certificate(text).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });
});
