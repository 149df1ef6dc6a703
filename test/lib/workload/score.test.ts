import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Probe, Size, StatefulService, Task, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { get } from '../../support/path';
import { testStack } from '../../support/stack';
import { everyStack } from '../../support/stacks';

function ignored(manifest: unknown): string[] {
  const annotations = (get(manifest, 'metadata.annotations') ?? {}) as Record<string, string>;
  return (annotations['kube-score/ignore'] ?? '').split(',').filter(Boolean);
}

function exempted(): Manifests {
  const stack = testStack();
  const exempt = { root: true, writableRoot: true, privileged: true, because: 'it mounts disks' };
  new WebService(stack, 'web', { image: 'web:1', port: 80, exempt });
  return Manifests.of(stack);
}

describe('the ignored checks of kube-score', () => {
  test('is the pull policy alone, where ids are high and the probes ask different things', () => {
    const stack = testStack();
    new WebService(stack, 'web', { image: 'web:1', port: 80, readiness: Probe.fromHttpGet('/ready') });

    expect(ignored(Manifests.of(stack).at('Deployment/web'))).toEqual(['container-image-pull-policy']);
  });

  test('is the id as well, where an image has a low one', () => {
    const stack = testStack();
    new StatefulService(stack, 'db', {
      image: 'db:1',
      port: 5432,
      user: 999,
      dataPath: '/data',
      storage: Size.gibibytes(1),
    });

    expect(ignored(Manifests.of(stack).at('StatefulSet/db'))).toContain(
      'container-security-context-user-group-id',
    );
  });

  test('is what a workload is exempt from as well', () => {
    expect(ignored(exempted().at('Deployment/web'))).toEqual([
      'container-image-pull-policy',
      'container-security-context-user-group-id',
      'container-security-context-privileged',
      'container-security-context-readonlyrootfilesystem',
      'pod-probes-identical',
    ]);
  });

  test('is the second probe as well, where both ask the same', () => {
    const stack = testStack();
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(ignored(Manifests.of(stack).at('Deployment/web'))).toContain('pod-probes-identical');
  });

  test('does not change the name of a task', () => {
    const stack = testStack();
    new Task(stack, 'migrate', { image: 'app:1' });
    const job = Manifests.of(stack).all.find(({ kind }) => kind === 'Job');

    expect(ignored(job)).toEqual(['container-image-pull-policy']);
    expect(get(job, 'spec.template.metadata.annotations')).toBeUndefined();
  });

  test('has a reason each in docs/security.md, and no other has one', () => {
    const text = readFileSync(join(__dirname, '../../../docs/security.md'), 'utf8');
    const explained = [...text.matchAll(/^\| `([a-z-]+)` +\|.*\|.*\S.*\|$/gm)].map(([, check]) => check);
    const all = [exempted(), ...everyStack().map(({ manifests }) => manifests)];
    const used = all.flatMap((manifests) => manifests.all.flatMap(ignored));

    expect([...new Set(used)].sort()).toEqual(
      explained.filter((check = '') => /^(container|pod|networkpolicy|service)-/.test(check)).sort(),
    );
  });
});
