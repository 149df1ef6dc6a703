import { describeUnverified } from '../../../engine/deploy/unverified-urls';
import type { SecretObject } from '../../../engine/kube/secret-object';
import { object, workload } from './cluster-objects';
import { db } from './tls-objects';

/** A client that reads the key of the Secret `db-app`. */
function client(key: string) {
  const env = [{ name: 'URL', valueFrom: { secretKeyRef: { name: 'db-app', key } } }];
  const template = { spec: { containers: [{ name: 'api', image: 'api:1', env }] } };
  return workload('Deployment', 'api', 'api:1', { template });
}

function secret(values: Readonly<Record<string, string>>): SecretObject {
  return { ...object('Secret', 'db-app'), stringData: values };
}

const plain = 'postgresql://shop:secret@db:5432/shop';
const verified = 'sslmode=verify-full&sslrootcert=/etc/tls/db/ca.crt';

test('a launch warns of a URL in a Secret of the user, with which clients do not verify a server with TLS', () => {
  const warnings = describeUnverified([db, client('uri')], [secret({ uri: plain })]);

  expect(warnings).toEqual([
    "The clients that read 'uri' in Secret/db-app do not verify the server 'db', which accepts only TLS now, or can't connect to it. docs/security.md has the form of the URL.",
  ]);
  expect(warnings.join()).not.toContain('secret@');
});

test.each([
  ['jdbc-uri', 'jdbc:postgresql://db:5432/shop?user=shop&password=secret'],
  ['uri', `${plain}?sslmode=require`],
  ['uri', 'redis://:secret@db:6379/0'],
])('%s: %s is such a URL too', (key, url) => {
  expect(describeUnverified([db, client(key)], [secret({ [key]: url })])).toHaveLength(1);
});

test.each([
  ['it verifies', [db, client('uri')], { uri: `${plain}?${verified}` }],
  [
    'it verifies by JDBC',
    [db, client('jdbc-uri')],
    { 'jdbc-uri': `jdbc:postgresql://db:5432/shop?user=shop&password=x&${verified}` },
  ],
  ['it is of Redis with TLS', [db, client('uri')], { uri: 'rediss://:secret@db:6379/0' }],
  ['nobody reads it', [db, client('password')], { uri: plain, password: 'secret' }],
  ['it is of another server', [db, client('uri')], { uri: plain.replace('@db', '@elsewhere') }],
  ['the server has no TLS', [object('StatefulSet', 'db'), client('uri')], { uri: plain }],
  ['the manifests define it', [db, client('uri'), object('Secret', 'db-app')], { uri: plain }],
])('a launch does not warn of a URL if %s', (_, wanted, values) => {
  expect(describeUnverified(wanted, [secret(values)])).toEqual([]);
});
