import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, LocalSecrets } from '../../../lib';
import { type SecretObject, valuesOf } from '../../../engine/kube/secret-object';
import { synthesize } from '../../../engine/stack/synthesis';
import { takeOverPasswords } from '../../../engine/deploy/passwords';
import { testDev, testProd } from '../../support/stack';
import project from '../../../slipway.config';
import { ProjectStack } from '../../../engine/stack/project-stack';

const stack = new ProjectStack(project, 'flask-nginx');

const folder = mkdtempSync(join(tmpdir(), 'slipway-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** dev, with its passwords in a file of that name. */
function clone(name: string): Environment & { readonly secrets: LocalSecrets } {
  return { ...testDev, secrets: new LocalSecrets(join(folder, name)) };
}

function secretsOf(environment: Environment): SecretObject[] {
  const objects = synthesize(stack, environment).objects;
  return objects.filter((object): object is SecretObject => object.kind === 'Secret');
}

/** As the API server gives it back. */
function stored(secret: SecretObject, change: Readonly<Record<string, string>> = {}): SecretObject {
  const { stringData, ...rest } = secret;
  const values = Object.entries({ ...stringData, ...change });
  const data = values.map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return { ...rest, data: Object.fromEntries(data) as Record<string, string> };
}

/** Values that have a password in them; those of certificates are not made from passwords. */
function passwords(secrets: readonly SecretObject[]): unknown {
  const all = secrets.filter(({ metadata }) => !metadata.name.endsWith('-tls'));
  return Object.fromEntries(all.map((secret) => [secret.metadata.name, valuesOf(secret)]));
}

describe('passwords of a stack that another clone has launched', () => {
  test('are taken over, and kept in the file', () => {
    const theirs = secretsOf(clone('theirs'));
    const here = clone('here');

    const taken = takeOverPasswords(
      stack,
      here,
      theirs.map((secret) => stored(secret)),
    );

    expect(taken).toEqual(['postgres-app', 'postgres-superuser', 'redis-credentials']);
    expect(passwords(secretsOf(here))).toEqual(passwords(theirs));
    expect(passwords(secretsOf(clone('here')))).toEqual(passwords(theirs));
  });

  test('are left alone where they are the same', () => {
    const here = clone('same');
    const own = secretsOf(here).map((secret) => stored(secret));

    expect(takeOverPasswords(stack, here, own)).toEqual([]);
  });

  test('are left alone in a Secret that would differ even so, such as one with an interim login', () => {
    const theirs = secretsOf(clone('rotating'));
    const here = clone('waiting');
    secretsOf(here);
    const before = readFileSync(join(folder, 'waiting'), 'utf8');

    const live = theirs
      .filter(({ metadata }) => metadata.name === 'postgres-app')
      .map((secret) => stored(secret, { username: 'slipway_interim' }));

    expect(takeOverPasswords(stack, here, live)).toEqual([]);
    expect(readFileSync(join(folder, 'waiting'), 'utf8')).toBe(before);
  });

  test('are not slipway’s where Secrets are somebody else’s', () => {
    expect(takeOverPasswords(stack, testProd, secretsOf(clone('any')))).toEqual([]);
  });
});
