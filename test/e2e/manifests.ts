import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { apply, kubectl, type KubeObject, type Metadata } from './cluster';
import { slipway } from './command';

interface Workload extends KubeObject {
  readonly spec: {
    readonly template: {
      readonly metadata: Partial<Metadata>;
      readonly spec: { readonly volumes?: object[] };
    };
    readonly volumeClaimTemplates?: readonly { readonly metadata: Metadata }[];
  };
}

/**
 * Asks the cluster whether it would take a first installation of the stack in an environment, pods included.
 *
 * It includes custom resources only if their operator is installed. It uses a new namespace, and deletes it afterwards:
 * beside an existing installation, immutable fields such as the size of a volume would be compared with that one.
 *
 * @returns the warnings; rejects with the errors
 */
export async function dryRun(stack: string, environment: string): Promise<readonly string[]> {
  // With another name each time, because it does not wait for the deletion.
  const namespace = `${stack}-${environment}-${Date.now().toString(36)}`;
  const objects = (await known(await manifests(stack, environment))).map((object) =>
    movedTo(namespace, object),
  );
  // The namespace must exist with its labels and quota, since a dry run checks against existing objects.
  const isRule = ({ kind }: KubeObject) => ['Namespace', 'ResourceQuota', 'LimitRange'].includes(kind);
  const [rules, others] = [objects.filter(isRule), objects.filter((object) => !isRule(object))];
  try {
    const warnings = await apply(rules);
    if (rules.some(({ kind }) => kind === 'ResourceQuota')) {
      const known = '--for=jsonpath={.status.used}';
      await kubectl('wait', 'resourcequota', '--all', `--namespace=${namespace}`, known);
    }
    return [...warnings, ...(await apply([...others, ...podsOf(others)], '--dry-run=server'))];
  } finally {
    await kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
  }
}

/** The objects of a stack as they would be applied in an environment. */
export async function manifests(stack: string, environment: string): Promise<KubeObject[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));
  try {
    await slipway('synth', stack, '--env', environment, '--out', folder);
    const text = readFileSync(join(folder, `${stack}.k8s.yaml`), 'utf8');
    return parseAllDocuments(text).map((document) => document.toJS() as KubeObject);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Those of an API that the cluster serves. */
async function known(objects: readonly KubeObject[]): Promise<readonly KubeObject[]> {
  const served = new Set((await kubectl('api-versions')).stdout.split('\n'));
  return objects.filter(({ apiVersion = '' }) => served.has(apiVersion));
}

function movedTo(namespace: string, object: KubeObject): KubeObject {
  const place = object.kind === 'Namespace' ? { name: namespace } : { namespace };
  return { ...object, metadata: { ...object.metadata, ...place } };
}

/** The pods that the controllers would create. Quotas and Pod Security refuse pods, not their owners. */
function podsOf(objects: readonly KubeObject[]): object[] {
  const workloads = objects.filter(({ kind }) =>
    ['Deployment', 'StatefulSet', 'Job'].includes(kind),
  ) as Workload[];
  return workloads.map(({ metadata: { name, namespace }, spec }) => {
    const { metadata, spec: pod } = spec.template;
    const claimed = (spec.volumeClaimTemplates ?? []).map((claim) => ({
      name: claim.metadata.name,
      emptyDir: {},
    }));
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name, namespace },
      spec: { ...pod, volumes: [...(pod.volumes ?? []), ...claimed] },
    };
  });
}
