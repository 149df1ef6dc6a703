import {
  type RunAs,
  secretText,
  Size,
  StatefulService,
  Task,
  Volume,
  WebService,
  Worker,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

type User = number | RunAs;

function podOf(user: User | undefined, port = 8000): unknown {
  const stack = testStack();
  new WebService(stack, 'web', { image: 'web:1', port, user });
  return Manifests.of(stack).pod('Deployment/web', 'securityContext');
}

describe('the user of a workload', () => {
  test('is 10001, with the same group, if the chart names none', () => {
    expect(podOf(undefined)).toEqual({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  test('may have another group, to which the files of volumes belong, and further groups', () => {
    expect(podOf({ runAsUser: 1000, runAsGroup: 0, supplementalGroups: [44, 105] })).toMatchObject({
      runAsUser: 1000,
      runAsGroup: 0,
      supplementalGroups: [44, 105],
      fsGroup: 0,
    });
  });

  test('may have another group for the files of volumes', () => {
    const user: Required<RunAs> = { runAsUser: 1000, runAsGroup: 100, supplementalGroups: [], fsGroup: 33 };

    expect(podOf(user)).toMatchObject({ runAsUser: 1000, runAsGroup: 100, fsGroup: 33 });
  });

  test('is the same for every kind of workload', () => {
    const stack = testStack();
    const user = { runAsUser: 472, runAsGroup: 0 };
    new Worker(stack, 'worker', { image: 'worker:1', user });
    new StatefulService(stack, 'store', { image: 'store:1', port: 80, dataPath: '/data', user });
    new Task(stack, 'migrate', { image: 'app:1', user });
    const manifests = Manifests.of(stack);
    const job = manifests.names.find((name) => name.startsWith('Job/')) ?? '';

    for (const owner of ['Deployment/worker', 'StatefulSet/store', job]) {
      expect(manifests.pod(owner, 'securityContext')).toMatchObject({ runAsUser: 472, runAsGroup: 0 });
    }
  });

  test('is that of the check of a task, in the pods that wait for it', () => {
    const stack = testStack();
    const user = { runAsUser: 1000, runAsGroup: 0, supplementalGroups: [44] };
    const task = new Task(stack, 'migrate', { image: 'app:1', doneCheck: 'true', user });
    new Worker(stack, 'worker', { image: 'worker:1', startsAfter: [task] });

    expect(Manifests.of(stack).pod('Deployment/worker', 'initContainers.0.securityContext')).toEqual({
      runAsUser: 1000,
      runAsGroup: 0,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test.each<[User, string]>([
    [
      0,
      "'user' of 'web' must be a numeric id above 0 such as 10001, got '0'; if the image has to start as root, write exempt: { root: true, because: '…' }",
    ],
    [{ runAsUser: -1 }, "'user.runAsUser' of 'web' must be a numeric id above 0 such as 10001, got '-1'"],
    [1.5, "'user' of 'web' must be a numeric id above 0 such as 10001, got '1.5'"],
    [2 ** 31, "'user' of 'web' must be a numeric id above 0 such as 10001, got '2147483648'"],
    [
      { runAsUser: 1, runAsGroup: -1 },
      "'user.runAsGroup' of 'web' must be a numeric id from 0 to 2147483647 such as 1000, got '-1'",
    ],
    [
      { runAsUser: 1, supplementalGroups: [1, 1.5] },
      "'user.supplementalGroups' of 'web' must be a numeric id from 0 to 2147483647 such as 1000, got '1.5'",
    ],
    [
      { runAsUser: 1, fsGroup: 2 ** 31 },
      "'user.fsGroup' of 'web' must be a numeric id from 0 to 2147483647 such as 1000, got '2147483648'",
    ],
  ])('fails on %j, and shows a good one', (user, message) => {
    expect(() => podOf(user)).toThrow(message);
  });

  test('fails on the name of a user, which Kubernetes does not look up', () => {
    expect(() => podOf('node' as unknown as number)).toThrow(
      "'user' of WebService 'web' must be a number or an object with 'runAsUser' such as 1000, got the string 'node'",
    );
  });

  test('fails on a group of its own for files that workloads share', () => {
    const stack = testStack();
    const share = (fsGroup: number) =>
      new WebService(stack, `web-${fsGroup}`, {
        image: 'web:1',
        port: 8000,
        user: { runAsUser: 33, fsGroup },
        volumes: { '/uploads': new Volume(stack, `uploads-${fsGroup}`) },
      });

    expect(() => share(33)).toThrow(
      "'user.fsGroup' of 'web-33' must be left out with a Volume of the stack, whose files have the group 10001 for all workloads, got '33'",
    );
    expect(() => share(10001)).not.toThrow();
  });
});

describe('a port below 1024', () => {
  const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];

  test('needs no capability', () => {
    expect(podOf(1000, 80)).toMatchObject({ sysctls });
  });

  test('needs none as root either, which has not the one for such ports', () => {
    const stack = testStack();
    const exempt = { root: true, because: 'its entrypoint takes over its files' };
    new WebService(stack, 'web', { image: 'nginx:1.29', ports: { http: 8080, tls: 443 }, exempt });

    expect(Manifests.of(stack).pod('Deployment/web', 'securityContext')).toMatchObject({ sysctls });
  });

  test('changes no parameter of the kernel where there is none', () => {
    expect(podOf(1000, 1024)).not.toHaveProperty('sysctls');
  });
});

describe('what prepares the files of a workload', () => {
  test('has the rights over files that the workload has, and no further ones', () => {
    const stack = testStack();
    new WebService(stack, 'web', {
      image: 'web:1',
      port: 80,
      exempt: { root: true, writableRoot: true, capabilities: ['NET_ADMIN'], because: 'it opens a tunnel' },
      volumes: { '/var/www': Volume.own({ size: Size.gibibytes(1), fill: true }) },
      files: { '/etc/web.conf': secretText`a = 1` },
    });
    const pod = Manifests.of(stack).pod('Deployment/web', 'initContainers') as object[];

    expect(pod).toHaveLength(2);
    for (const { securityContext } of pod as { securityContext: object }[]) {
      expect(securityContext).toEqual({
        runAsNonRoot: false,
        runAsUser: 0,
        runAsGroup: 0,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'] },
      });
    }
  });
});
