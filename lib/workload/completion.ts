import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import {
  KubeConfigMap,
  KubeJob,
  KubeRole,
  KubeRoleBinding,
  KubeServiceAccount,
  type PodTemplateSpec,
  type PolicyRule,
  type Volume,
} from '../../imports/k8s';
import { checkName, type NameLimit } from '../core/check';
import { Connections } from '../core/connections';
import type { WaitCheck } from '../core/endpoint';
import { Stack } from '../core/stack';
import { podTemplate } from './pod';
import { scoreAnnotations } from './score';
import { waitImage, waitResources } from './wait';

/**
 * @internal The record that the Job of a Task has succeeded, for workloads that start after it.
 *
 * Defines a ConfigMap `<task>-done`. Its keys are the names of the Jobs that have succeeded; they stay when the Jobs are deleted,
 * by hand or by a TTL. A second Job, `<task>-done-<hash>`, waits for the first one and writes its key. It alone has access to
 * the API: its ServiceAccount may `get` that Job, and `patch` that ConfigMap. The pods that wait have no access: the kubelet
 * does not start a container that refers to a key which is not there.
 *
 * @see docs/decisions/0023-waiting-for-workloads.md
 */
export class Completion extends Construct {
  public readonly readyCheck: WaitCheck;
  private readonly name: string;

  /**
   * @param task id of the Task
   * @param job name of its Job
   * @throws if `task` has more than 49 characters
   */
  constructor(scope: Construct, task: string, job: string) {
    super(scope, 'completion');
    this.name = `${checkName('the id of a Task that others start after', task, nameLimit)}-done`;
    this.readyCheck = {
      name: task,
      args: ['succeeded', job],
      record: { configMap: this.name, key: job },
      connectsTo: [],
    };
    new KubeConfigMap(this, 'record', { metadata: { name: this.name } });
    this.allow(job);
    this.record(job);
  }

  private allow(job: string): void {
    const metadata = { name: this.name };
    const rules: PolicyRule[] = [
      { apiGroups: ['batch'], resources: ['jobs'], resourceNames: [job], verbs: ['get'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: [this.name], verbs: ['patch'] },
    ];
    new KubeServiceAccount(this, 'account', { metadata, automountServiceAccountToken: false });
    new KubeRole(this, 'role', { metadata, rules });
    new KubeRoleBinding(this, 'role-binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: this.name },
      subjects: [{ kind: 'ServiceAccount', name: this.name, namespace: Stack.of(this).namespace }],
    });
  }

  /** It has no deadline: until the Task has succeeded, or is replaced, somebody waits for it. */
  private record(job: string): void {
    new Connections(this, this.name).allowToKubernetesApi();
    const template = this.template(job);
    const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 8);
    new KubeJob(this, 'Resource', {
      metadata: { name: `${this.name}-${hash}`, annotations: scoreAnnotations(template) },
      spec: { template },
    });
  }

  private template(job: string): PodTemplateSpec {
    const image = Stack.of(this).environment.waitImage ?? waitImage;
    const template = podTemplate(this, {
      name: this.name,
      container: { image, args: ['job', job, this.name], emptyDirs: {} },
      resources: waitResources,
      terminationGracePeriod: Duration.seconds(5),
      restartPolicy: 'OnFailure',
    });
    const volumeMounts = [{ name: account.name, mountPath: accountFolder, readOnly: true }];
    return {
      ...template,
      spec: {
        ...template.spec,
        serviceAccountName: this.name,
        containers: (template.spec?.containers ?? []).map((program) => ({ ...program, volumeMounts })),
        volumes: [account],
      },
    };
  }
}

const nameLimit: NameLimit = {
  most: 49,
  why: `its record is kept by the Job '<id>-done-<hash>', with a hash of eight characters, and a Job's name has at most 63`,
};

/** Where clients of the API look for the token. */
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What Kubernetes itself mounts there, if it is asked to. Here one container has it, and nothing else of the pod. */
const account: Volume = {
  name: 'account',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardApi: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
    ],
  },
};
