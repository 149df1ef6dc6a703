import { randomBytes } from 'node:crypto';
import { rotatedAtAnnotation } from '../../lib/contract';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { pause } from '../base/sleep';
import { RolloutWatch } from '../health/watch';
import { type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import type { Step } from '../progress/step';
import { synthesize } from '../stack/synthesis';
import type { Login } from './login-secret';
import { interim } from './postgres-server';
import { passwordPath, type Rotation } from './rotation';

const halfDone = 'Pods may use the old login or the new one; both work.';

/**
 * The steps that change a password without downtime. Pods use an interim login while the app's own login gets another
 * password. At every moment the server accepts the login of every pod.
 *
 * Each step that changes the server first claims the Secret. A second rotation fails at its claim, before it has changed
 * anything. The order is the server first, then the Secret, then the store of this machine. So after an interruption at
 * any step, the next rotation continues from the state of the Secret and of the server.
 */
export function rotationSteps(rotation: Rotation): Step[] {
  const { role } = rotation;
  const password = newPassword();
  const end = [
    rollStep(rotation, 'Roll out the password'),
    unusedStep(rotation, interim),
    dropStep(rotation),
  ];
  return [
    // Pods may still use the interim login, so its password must not change before their end.
    ...(rotation.interim === 'left over' ? [againStep(rotation), ...end] : []),
    ...(rotation.interim === 'in the Secret' ? [] : [interimStep(rotation)]),
    rollStep(rotation, 'Roll out the interim login'),
    unusedStep(rotation, role),
    passwordStep(rotation, { username: role, password }),
    ...end,
  ];
}

/** 192 random bits, in characters that need no escape in a URL. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function interimStep(rotation: Rotation): Step {
  return {
    title: 'Create an interim login',
    halfDone,
    run: async ({ done }) => {
      const login = { username: interim, password: newPassword() };
      await rotation.rotated.claim();
      await rotation.server.makeInterim(rotation.role, login.password);
      await rotation.rotated.setLogin(login);
      done(`Interim login '${interim}' created for '${rotation.role}'`);
    },
  };
}

function passwordStep(rotation: Rotation, login: Login): Step {
  return {
    title: `Change the password of '${login.username}'`,
    halfDone,
    run: async ({ done }) => {
      await rotation.rotated.claim();
      await rotation.server.setPassword(login);
      await rotation.rotated.setLogin(login);
      rotation.store?.replace(passwordPath(rotation), login.password);
      done(`Password of '${login.username}' changed, in the server and in Secret/${rotation.secret}`);
    },
  };
}

/** Sets the password of the Secret in the server: after an interruption the server may not have it yet. */
function againStep(rotation: Rotation): Step {
  const { rotated, server, login, secret, store } = rotation;
  return {
    title: `Set the password of '${login.username}' again`,
    halfDone,
    run: async ({ done }) => {
      await rotated.claim();
      await server.setPassword(login);
      store?.replace(passwordPath(rotation), login.password);
      done(`Password of '${login.username}' is the one in Secret/${secret}`);
    },
  };
}

/** Rolls out the workloads that use the Secret. */
function rollStep(rotation: Rotation, title: string): Step {
  return {
    title,
    halfDone,
    run: async ({ parts }) => {
      const { kubectl, stack, consumers, timeout } = rotation;
      const names = consumers.map(nameOf);
      const stamps = stampsOf(rotation);
      for (const name of names) {
        const annotations = { ...stamps.get(name), [rotatedAtAnnotation]: new Date().toISOString() };
        const patch = JSON.stringify({ spec: { template: { metadata: { annotations } } } });
        await kubectl.run(['patch', name, '--namespace', stack.name, '--patch', patch]);
      }
      const watch = new RolloutWatch(kubectl, stack, new Set(names), timeout);
      parts(names.map((name) => watch.stepFor(name)));
    },
  };
}

/** The annotations of the pod templates in the next launch. With these the next launch starts no further rollout. */
function stampsOf({ stack, environment, store }: Rotation): Map<string, Readonly<Record<string, string>>> {
  if (!store) return new Map();
  const objects: readonly KubeObject[] = synthesize(stack, environment).objects;
  return new Map(
    objects.map((object) => [nameOf(object), podTemplateOf(object)?.metadata?.annotations ?? {}]),
  );
}

/** Waits until a login has no connection. Pods that are terminating finish their work. */
function unusedStep({ server, timeout }: Rotation, username: string): Step {
  return {
    title: `Wait until nobody uses '${username}'`,
    halfDone,
    run: async ({ done }) => {
      const end = Date.now() + timeout.toMilliseconds();
      for (;;) {
        const connections = await server.connectionsOf(username);
        if (connections.length === 0) break;
        if (Date.now() > end) throw stillUsed(username, connections);
        await pause(Duration.seconds(1));
      }
      done(`Nobody uses '${username}'`);
    },
  };
}

function stillUsed(username: string, connections: readonly string[]): Failure {
  return new Failure(
    `the login '${username}' still has ${connections.length} connection${connections.length === 1 ? '' : 's'}, listed above`,
    `No workload with the Secret has them. Close them, and repeat the command, which continues from here.`,
    [...new Set(connections)].join('\n'),
  );
}

function dropStep({ server }: Rotation): Step {
  return {
    title: 'Remove the interim login',
    halfDone,
    run: async ({ done }) => {
      await server.dropInterim();
      done('Interim login removed');
    },
  };
}
