import type { Kubectl } from '../cluster/kubectl';
import type { KubeObject, WorkloadObject } from '../manifests/kube-object';

interface Policy extends KubeObject {
  readonly spec: {
    readonly ingress?: readonly {
      readonly from?: readonly {
        readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
      }[];
    }[];
  };
}

/** Annotation with the number of pods that a paused workload had. */
const pausedAnnotation = 'slipway.dev/paused-replicas';

const nameLabel = 'app.kubernetes.io/name';
const kinds = ['deployments', 'statefulsets'];

/** Names of the workloads that the NetworkPolicies of these stores let connect to them. */
export function clientsOf(stores: readonly string[], policies: readonly KubeObject[]): ReadonlySet<string> {
  const own = policies.filter(({ metadata }) => stores.includes(metadata.name));
  return new Set(
    own.flatMap((policy) =>
      ((policy as Policy).spec.ingress ?? []).flatMap(({ from = [] }) =>
        from.flatMap(({ podSelector }) => podSelector?.matchLabels?.[nameLabel] ?? []),
      ),
    ),
  );
}

/** Those workloads of a stack that connect to stores, so that nothing writes while their data is replaced. */
export class Clients {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly stack: string,
    private readonly stores: readonly string[],
  ) {}

  /** Takes all their pods away, waits until they are gone, and gives the names of what was paused. */
  public async pause(timeout: number): Promise<readonly string[]> {
    const policies = await this.kubectl.list(['networkpolicies'], ['--namespace', this.stack]);
    const clients = clientsOf(this.stores, policies);
    const running = (await this.workloads()).filter(
      ({ metadata, spec }) => clients.has(metadata.name) && (spec.replicas ?? 1) > 0,
    );
    for (const workload of running) {
      await this.patch(workload, String(workload.spec.replicas ?? 1), 0);
    }
    const names = running.map(({ metadata }) => metadata.name).sort();
    if (names.length > 0) {
      await this.kubectl.run([
        ...['wait', '--for=delete', 'pod', '--namespace', this.stack],
        ...['--selector', `${nameLabel} in (${names.join(',')})`, `--timeout=${Math.ceil(timeout / 1_000)}s`],
      ]);
    }
    return names;
  }

  /** Gives all that is paused, by whichever command, its pods back; also after a Ctrl-C. */
  public async resume(): Promise<readonly KubeObject[]> {
    const paused = (await this.workloads()).filter(
      ({ metadata }) => metadata.annotations?.[pausedAnnotation],
    );
    for (const workload of paused) {
      await this.patch(workload, null, Number(workload.metadata.annotations?.[pausedAnnotation]));
    }
    return paused;
  }

  private workloads(): Promise<readonly WorkloadObject[]> {
    return this.kubectl.list<WorkloadObject>(kinds, ['--namespace', this.stack], { signal: uninterrupted });
  }

  private async patch({ kind, metadata }: KubeObject, note: string | null, replicas: number): Promise<void> {
    const patch = { metadata: { annotations: { [pausedAnnotation]: note } }, spec: { replicas } };
    await this.kubectl.run(
      [
        ...['patch', `${kind.toLowerCase()}/${metadata.name}`, '--namespace', this.stack],
        ...['--type=merge', '--patch', JSON.stringify(patch)],
      ],
      { signal: uninterrupted },
    );
  }
}

// An app that is left paused is worse than a command that ends a second later.
const uninterrupted = new AbortController().signal;
