import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { certificatesOf, withCaHashes } from '../../../engine/deploy/certificates';
import { podTemplateOf } from '../../../engine/kube/kube-object';
import type { SecretObject } from '../../../engine/kube/secret-object';
import { object } from './cluster-objects';
import { api, db, inYears, madeSecret, valueOf, withValue } from './tls-objects';

/** Connects to a server with the certificate of a Secret, as a client that trusts only the CA of another one. */
async function handshake(
  server: SecretObject | undefined,
  client: SecretObject | undefined,
  servername: string,
) {
  const listener = createServer({ cert: valueOf(server, 'tls.crt'), key: valueOf(server, 'tls.key') });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port, ca: valueOf(client, 'ca.crt'), servername });
  try {
    await once(socket, 'secureConnect');
    return 'connected';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
    listener.close();
  }
}

describe('the certificate of a server', () => {
  test('is made where its Secret is missing, for all names of its Service', async () => {
    const { secrets, renewed } = certificatesOf('shop', [db, api], []);
    const [secret] = secrets;

    expect(renewed).toEqual([]);
    expect(secrets).toHaveLength(1);
    expect(secret).toMatchObject({
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: {
        name: 'db-tls',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'slipway' },
      },
    });
    for (const name of ['db', 'db.shop', 'db.shop.svc', 'db.shop.svc.cluster.local']) {
      await expect(handshake(secret, secret, name)).resolves.toBe('connected');
    }
    await expect(handshake(secret, secret, 'db.other')).resolves.toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  test('is refused by who trusts the CA of another server', async () => {
    await expect(handshake(madeSecret(), madeSecret(), 'db')).resolves.toMatch(/^UNABLE_TO_VERIFY/);
  });

  test('is of a CA whose key nobody has', () => {
    expect(Object.keys(madeSecret().data ?? {}).sort()).toEqual(['ca.crt', 'tls.crt', 'tls.key']);
    const key = valueOf(madeSecret(), 'tls.key');
    expect(key.match(/PRIVATE KEY-----/g)).toHaveLength(2);
  });

  test('stays as it is for nine years', () => {
    const { uid, resourceVersion, ...metadata } = madeSecret().metadata;
    const live = { ...madeSecret(), metadata: { ...metadata, uid, resourceVersion } };
    const found = certificatesOf('shop', [db], [live], inYears(8.9));

    expect(found.renewed).toEqual([]);
    // Without what the API server has added, or the apply would be a conflict.
    expect(found.secrets).toEqual([
      { ...live, metadata: { ...metadata, annotations: metadata.annotations } },
    ]);
  });

  test.each([
    ['somebody else has created its Secret', [], { ...madeSecret(), metadata: { name: 'db-tls' } }],
    ['the manifests define its Secret', [object('Secret', 'db-tls')], undefined],
    ['External Secrets Operator creates it', [object('ExternalSecret', 'db-tls')], undefined],
    ['cert-manager does', [object('Certificate', 'db', { spec: { secretName: 'db-tls' } })], undefined],
  ])('is not slipway’s where %s', (_, more, live) => {
    expect(certificatesOf('shop', [db, ...more], live ? [live] : [], inYears(20))).toEqual({
      secrets: [],
      renewed: [],
    });
  });

  test('is left as it is where somebody has replaced it, and its Secret is not deleted', () => {
    const replaced = withValue(madeSecret(), 'tls.crt', valueOf(madeSecret(), 'tls.crt'));
    const { secrets, renewed } = certificatesOf('shop', [db], [replaced], inYears(20));

    expect(renewed).toEqual([]);
    expect(secrets[0]?.data).toEqual(replaced.data);
  });

  test('is not made for a client, nor for a workload with a Secret of another name', () => {
    const other = { ...db, metadata: { name: 'cache' } };

    expect(certificatesOf('shop', [api, other], []).secrets).toEqual([]);
  });
});

describe('a renewal in the last year of a certificate', () => {
  const old = madeSecret();
  const { secrets, renewed } = certificatesOf('shop', [db], [old], inYears(9.1));
  const [first] = secrets;
  const [last] = renewed;

  test('first has clients trust both CAs, while the server has the old certificate', async () => {
    expect(valueOf(first, 'tls.crt')).toBe(valueOf(old, 'tls.crt'));
    expect(valueOf(first, 'tls.key')).toBe(valueOf(old, 'tls.key'));
    await expect(handshake(first, old, 'db')).resolves.toBe('connected');
    await expect(handshake(first, first, 'db')).resolves.toBe('connected');
  });

  test('then gives the server the new one, which those clients accept', async () => {
    expect(valueOf(last, 'ca.crt')).toBe(valueOf(first, 'ca.crt'));
    await expect(handshake(last, first, 'db')).resolves.toBe('connected');
    await expect(handshake(last, old, 'db')).resolves.toMatch(/^UNABLE_TO_VERIFY/);
  });

  test('is over then', () => {
    const again = certificatesOf(
      'shop',
      [db],
      [last].flatMap((each) => each ?? []),
    );

    expect(again.renewed).toEqual([]);
    expect(again.secrets[0]?.data).toEqual(last?.data);
  });

  test('begins again if it was interrupted, without the CA that was lost', () => {
    const again = certificatesOf(
      'shop',
      [db],
      [first].flatMap((each) => each ?? []),
      inYears(9.1),
    );
    const bundle = valueOf(again.renewed[0], 'ca.crt');

    expect(bundle.match(/BEGIN/g)).toHaveLength(2);
    expect(bundle).toContain(valueOf(old, 'ca.crt'));
    expect(bundle).not.toContain(valueOf(first, 'ca.crt').replace(valueOf(old, 'ca.crt'), ''));
  });

  test('rolls out the clients, and not the server', () => {
    const hashes = (live: readonly SecretObject[]) =>
      withCaHashes([db, api, { ...api, kind: 'CronJob' }], live).map(
        (each) => podTemplateOf(each)?.metadata?.annotations?.['slipway.dev/ca-hash'],
      );

    const [server, client, job] = hashes([old]);
    expect([server, job]).toEqual([undefined, undefined]);
    expect(client).toMatch(/^[0-9a-f]{16}$/);
    expect(hashes(secrets)[1]).not.toBe(client);
    expect(hashes(renewed)[1]).toBe(hashes(secrets)[1]);
  });
});

test('a CA can’t be told from its name, so that clients can trust two of the same server', () => {
  const subjects = [madeSecret(), madeSecret()].map(
    (each) => new X509Certificate(valueOf(each, 'ca.crt')).subject,
  );

  expect(subjects[0]).not.toBe(subjects[1]);
});
