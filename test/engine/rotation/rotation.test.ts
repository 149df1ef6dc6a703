import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from '../../../engine/base/duration';
import { valuesOf } from '../../../engine/kube/secret-object';
import { prepareRotation, type Rotation } from '../../../engine/rotation/rotation';
import { rotationSteps } from '../../../engine/rotation/rotation-steps';
import { ProjectStack } from '../../../engine/stack/project-stack';
import { LocalSecrets } from '../../../lib';
import project from '../../../slipway.config';
import { silentReporter } from '../progress/silent-reporter';
import { type Kill, Killed, RotatingCluster } from './rotating-cluster';

// The tests rotate hundreds of times, with two rollouts each.
jest.mock('../../../engine/base/sleep', () => ({ pause: () => Promise.resolve() }));
jest.mock('../../../engine/stack/synthesis', () => ({ synthesize: () => ({ objects: [] }) }));

const stack = new ProjectStack(project, 'flask-nginx');
const path = 'flask-nginx/postgres-app/password';

function localStore(): LocalSecrets {
  const store = new LocalSecrets(join(mkdtempSync(join(tmpdir(), 'rotation-')), 'secrets.json'));
  store.replace(path, 'old');
  return store;
}

function prepare(kubectl: RotatingCluster, store?: LocalSecrets): Promise<Rotation> {
  const environment = stack.environment(store ? 'dev' : 'prod');
  const timeout = Duration.seconds(30);
  return prepareRotation({ kubectl, stack, environment, secret: 'postgres-app', store, timeout });
}

function carryOut(rotation: Rotation): Promise<void> {
  return silentReporter().runAll(rotationSteps(rotation));
}

async function rotate(cluster: RotatingCluster, store?: LocalSecrets): Promise<void> {
  await carryOut(await prepare(cluster, store));
}

/** The deviations from the state after a complete rotation. */
function wrongIn({ secret, logins, pod, refused }: RotatingCluster, store?: LocalSecrets): string[] {
  const { username, password = '' } = valuesOf(secret);
  return [
    ...refused.map((moment) => `the server refused ${moment}`),
    ...(username === 'notes' && password !== 'old' ? [] : ['the password is the old one']),
    ...(logins.get('notes') === password ? [] : ['the server has another password than the Secret']),
    ...(logins.size === 1 ? [] : ['the interim login is left']),
    ...(pod.username === username && pod.password === password ? [] : ['the pod has another login']),
    ...(store && store.value(path) !== password ? ['the store has another password'] : []),
  ];
}

/** Runs a rotation that is killed at one call; false if it has ended before that. */
async function isKilled(
  cluster: RotatingCluster,
  store: LocalSecrets | undefined,
  kill: Kill,
): Promise<boolean> {
  cluster.calls = 0;
  cluster.kill = kill;
  const error: unknown = await rotate(cluster, store).catch((reason: unknown) => reason);
  cluster.kill = undefined;
  if (error !== undefined && !(error instanceof Killed)) throw error as Error;
  return error !== undefined;
}

describe('a rotation', () => {
  test('ends with a new password, the same everywhere', async () => {
    const cluster = new RotatingCluster();
    const store = localStore();
    await rotate(cluster, store);

    expect(wrongIn(cluster, store)).toEqual([]);
  });

  test.each([
    ['before', 'dev'],
    ['after', 'dev'],
    ['before', 'prod'],
    ['after', 'prod'],
  ] as const)(
    'that is killed %s any of its calls in %s continues with the same command',
    async (when, env) => {
      let call = 0;
      for (;;) {
        call += 1;
        const cluster = new RotatingCluster(env === 'dev' ? undefined : {});
        const store = env === 'dev' ? localStore() : undefined;
        if (!(await isKilled(cluster, store, { call, when }))) break;
        await rotate(cluster, store);
        expect([call, wrongIn(cluster, store)]).toEqual([call, []]);
      }

      expect(call).toBeGreaterThan(20);
    },
  );

  test('that is killed before the store has the password, and again at any call, continues', async () => {
    let call = 0;
    for (;;) {
      call += 1;
      const cluster = new RotatingCluster();
      const store = localStore();
      // The server and the Secret have another password, and the store has not.
      cluster.setPassword('new');
      cluster.logins.set('slipway_rotation', 'interim');
      if (!(await isKilled(cluster, store, { call, when: 'after' }))) break;
      await rotate(cluster, store);
      expect([call, wrongIn(cluster, store)]).toEqual([call, []]);
    }

    expect(call).toBeGreaterThan(20);
  });

  test.each(['Create an interim login', "Change the password of 'notes'"])(
    'that another rotation has overtaken ends at "%s" and changes nothing',
    async (title) => {
      const cluster = new RotatingCluster();
      const store = localStore();
      const rotation = await prepare(cluster, store);
      const steps = rotationSteps(rotation);
      const overtaken = steps.findIndex((step) => step.title === title);
      await silentReporter().runAll(steps.slice(0, overtaken));
      await rotate(cluster, store);
      const logins = new Map(cluster.logins);

      await expect(silentReporter().runAll(steps.slice(overtaken))).rejects.toThrow(
        "'postgres-app' (secrets) was changed by another command at the same time",
      );
      expect(cluster.logins).toEqual(logins);
      expect(wrongIn(cluster, store)).toEqual([]);
    },
  );

  test('of a Secret from another clone is refused, but an interrupted one continues', async () => {
    const cluster = new RotatingCluster();
    const store = localStore();
    store.replace(path, 'of another clone');

    await expect(prepare(cluster, store)).rejects.toThrow(
      "is not that of the environment 'dev' on this machine",
    );
    cluster.logins.set('slipway_rotation', 'interim');
    await rotate(cluster, store);
    expect(wrongIn(cluster, store)).toEqual([]);
  });

  test('of a Secret that slipway does not manage is refused in dev, even after an interruption', async () => {
    const cluster = new RotatingCluster({});
    cluster.logins.set('slipway_rotation', 'interim');

    await expect(prepare(cluster, localStore())).rejects.toThrow("is not that of the environment 'dev'");
  });
});
