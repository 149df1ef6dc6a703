import { Task, type TaskProps, waitImage, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

function manifestsOf(props: Partial<TaskProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  const migrate = new Task(stack, 'migrate', { image: 'api:1', args: ['migrate'], ...props });
  new Worker(stack, 'mailer', { image: 'mailer:1', startsAfter: [migrate] });
  new Worker(stack, 'other', { image: 'other:1', startsAfter: [migrate] });
  return Manifests.of(stack);
}

function jobsOf({ names }: Manifests): string[] {
  return names.filter((name) => name.startsWith('Job/'));
}

function template(manifests: Manifests, prefix: string) {
  const name = jobsOf(manifests).find((job) => new RegExp(`^Job/${prefix}-[0-9a-f]{8}$`).test(job)) ?? '';
  return { job: name.replace('Job/', ''), pod: manifests.at(name, 'spec.template.spec') };
}

describe('a workload that starts after a Task without a check of its own', () => {
  test('is not started by the kubelet before the Job has succeeded, and has no access to the API', () => {
    const manifests = manifestsOf();
    const { job } = template(manifests, 'migrate');

    expect(manifests.pod('Deployment/mailer', 'initContainers.0')).toMatchObject({
      name: 'wait-for-migrate',
      image: waitImage,
      args: ['succeeded', job],
      env: [{ name: 'SUCCEEDED_AT', valueFrom: { configMapKeyRef: { name: 'migrate-done', key: job } } }],
    });
    expect(manifests.pod('Deployment/mailer', 'serviceAccountName')).toBeUndefined();
    expect(manifests.at('NetworkPolicy/mailer', 'spec.egress')).toHaveLength(1); // DNS
  });

  test('waits for the new Job once the task has changed', () => {
    const [before, after] = [manifestsOf(), manifestsOf({ args: ['migrate', '--all'] })].map((manifests) =>
      manifests.pod('Deployment/mailer', 'initContainers.0.env.0.valueFrom.configMapKeyRef.key'),
    );

    expect(before).not.toEqual(after);
  });

  test('does not change the task: its Job is the one that it would be if nobody waited', () => {
    const stack = testStack();
    new Task(stack, 'migrate', { image: 'api:1', args: ['migrate'] });

    expect(jobsOf(manifestsOf())).toEqual(expect.arrayContaining(jobsOf(Manifests.of(stack))));
  });

  test('brings one record of the success, which another Job writes', () => {
    const manifests = manifestsOf();
    const { job, pod } = template(manifests, 'migrate');
    const recorder = template(manifests, 'migrate-done');

    expect(manifests.names).toEqual([
      'ConfigMap/migrate-done',
      'Deployment/mailer',
      'Deployment/other',
      `Job/${job}`,
      `Job/${recorder.job}`,
      'Namespace/shop',
      'NetworkPolicy/deny-all',
      'NetworkPolicy/mailer',
      'NetworkPolicy/migrate',
      'NetworkPolicy/migrate-done',
      'NetworkPolicy/other',
      'PodDisruptionBudget/mailer',
      'PodDisruptionBudget/other',
      'Role/migrate-done',
      'RoleBinding/migrate-done',
      'ServiceAccount/migrate-done',
    ]);
    expect(pod).not.toHaveProperty('serviceAccountName');
    expect(recorder.pod).toMatchObject({
      serviceAccountName: 'migrate-done',
      automountServiceAccountToken: false,
      restartPolicy: 'OnFailure',
      containers: [
        {
          image: waitImage,
          args: ['job', job, 'migrate-done'],
          volumeMounts: [{ name: 'account', readOnly: true }],
        },
      ],
    });
  });

  test('lets that Job read the one of the task, write the record, and nothing else', () => {
    const manifests = manifestsOf();

    expect(manifests.at('Role/migrate-done', 'rules')).toEqual([
      {
        apiGroups: ['batch'],
        resources: ['jobs'],
        resourceNames: [template(manifests, 'migrate').job],
        verbs: ['get'],
      },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['migrate-done'], verbs: ['patch'] },
    ]);
    expect(manifests.at('RoleBinding/migrate-done', 'subjects')).toEqual([
      { kind: 'ServiceAccount', name: 'migrate-done', namespace: 'shop' },
    ]);
    expect(manifests.at('NetworkPolicy/migrate-done', 'spec.egress')).toContainEqual({
      ports: [
        { port: 443, protocol: 'TCP' },
        { port: 6443, protocol: 'TCP' },
      ],
    });
  });

  test('leaves the record to the cluster: an apply resets none of it', () => {
    expect(manifestsOf().at('ConfigMap/migrate-done')).not.toHaveProperty('data');
  });

  test('brings nothing if nobody waits for the task, or it has a check', () => {
    const stack = testStack();
    new Task(stack, 'migrate', { image: 'api:1' });

    for (const manifests of [Manifests.of(stack), manifestsOf({ doneCheck: 'true' })]) {
      expect(manifests.names).not.toContain('ConfigMap/migrate-done');
    }
  });

  test('runs the program from the registry of the environment', () => {
    const image = 'registry.example.com/slipway/wait:1.0.0';
    const manifests = manifestsOf({}, { ...testProd, waitImage: image });

    expect(template(manifests, 'migrate-done').pod).toMatchObject({ containers: [{ image }] });
  });

  test('fails on a name that leaves no room for that of the record', () => {
    const stack = testStack();
    const id = 'm'.repeat(50);
    const task = new Task(stack, id, { image: 'api:1' });

    expect(() => new Worker(stack, 'mailer', { image: 'mailer:1', startsAfter: [task] })).toThrow(
      `the id of a Task that others start after must have at most 49 characters, got '${id}' with 50: its record is kept by the Job '<id>-done-<hash>', with a hash of eight characters, and a Job's name has at most 63`,
    );
  });
});
