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
 * Custom resources are asked for only where their operator is installed. In a namespace of its own, which is removed:
 * beside an installation, what may not change in an update, such as the size of a volume, would be compared with that
 * one's.
 *
 * @returns the warnings; rejects with the errors
 */
export async function dryRun(stack: string, environment: string): Promise<readonly string[]> {
  // Of another name each time, as it is not waited for until it is gone.
  const namespace = `${stack}-${environment}-${Date.now().toString(36)}`;
  const objects = (await known(await manifests(stack, environment))).map((object) =>
    movedTo(namespace, object),
  );
  // A dry run judges by what is there already: the rules for the namespace have to be.
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

/** The pods as the controllers would make them: those are what quotas and Pod Security refuse, not their owners. */
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
