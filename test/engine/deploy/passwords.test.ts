import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPasswords, passwordsToTake, withPasswords } from '../../../engine/deploy/passwords';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { isSecret, type SecretObject, valuesOf } from '../../../engine/kube/secret-object';
import { ProjectStack } from '../../../engine/stack/project-stack';
import { synthesize } from '../../../engine/stack/synthesis';
import { type Environment, LocalSecrets } from '../../../lib';
import project from '../../../slipway.config';
import { testDev, testProd } from '../../support/stack';

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
  return make(environment).filter(isSecret);
}

function make(environment: Environment): readonly KubeObject[] {
  return synthesize(stack, environment).objects;
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
  test('are taken over', () => {
    const theirs = secretsOf(clone('theirs'));
    const here = clone('here');
    const before = passwords(secretsOf(here));

    const taken = passwordsToTake(
      here,
      theirs.map((secret) => stored(secret)),
      make,
    );

    expect(taken.secrets).toEqual(['postgres-app', 'postgres-superuser', 'redis-credentials', 'redis-users']);
    expect(passwords(secretsOf(withPasswords(here, taken)))).toEqual(passwords(theirs));
    expect(passwords(secretsOf(here))).toEqual(before);
  });

  test('are kept in the file when they are to be', () => {
    const theirs = secretsOf(clone('others'));
    const here = clone('kept');
    const live = theirs.map((secret) => stored(secret));

    keepPasswords(here, passwordsToTake(here, live, make));

    expect(passwords(secretsOf(clone('kept')))).toEqual(passwords(theirs));
  });

  test('are taken over from a release without one of the Secrets, which this machine makes', () => {
    const live = secretsOf(clone('older')).filter(({ metadata }) => metadata.name !== 'redis-users');
    const here = clone('newer');
    const own = secretsOf(here).filter(({ metadata }) => metadata.name === 'redis-users');

    const taken = passwordsToTake(
      here,
      live.map((secret) => stored(secret)),
      make,
    );

    expect(taken.secrets).toEqual(['postgres-app', 'postgres-superuser', 'redis-credentials']);
    expect(passwords(secretsOf(withPasswords(here, taken)))).toEqual(passwords([...live, ...own]));
  });

  test('are left alone where they are the same', () => {
    const here = clone('same');
    const own = secretsOf(here).map((secret) => stored(secret));

    expect(passwordsToTake(here, own, make).secrets).toEqual([]);
  });

  test('are left alone in a Secret that would differ even so, such as one with an interim login', () => {
    const theirs = secretsOf(clone('rotating'));
    const here = clone('waiting');
    secretsOf(here);
    const before = readFileSync(join(folder, 'waiting'), 'utf8');

    const live = theirs
      .filter(({ metadata }) => metadata.name === 'postgres-app')
      .map((secret) => stored(secret, { username: 'slipway_interim' }));

    expect(passwordsToTake(here, live, make)).toEqual({ secrets: [], values: new Map() });
    expect(readFileSync(join(folder, 'waiting'), 'utf8')).toBe(before);
  });

  test('are not slipway’s where Secrets are somebody else’s', () => {
    expect(passwordsToTake(testProd, secretsOf(clone('any')), make).secrets).toEqual([]);
  });
});
