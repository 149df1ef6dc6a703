import type { Container } from 'kubernetes-types/core/v1';
import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import { Interrupted } from '../../../engine/base/interrupt';
import { pause } from '../../../engine/base/sleep';
import type { Pod, Workload } from '../../../engine/health/snapshot';
import { type Frozen, type KubeObject, podTemplateOf } from '../../../engine/kube/kube-object';
import type { Kubectl } from '../../../engine/kube/kubectl';
import type { Ingress, Service } from '../../../engine/kube/objects';
import type { ProjectStack } from '../../../engine/stack/project-stack';
import { imageIdAnnotation, nameLabel } from '../../../lib/contract';
import { builtImages, type ComposeModel } from '../compose/isolation';
import type { Address } from '../http';
import { probeCommand, probeScript } from '../probe/probe';
import type { Findings, Question } from '../probe/question';
import type { Side } from '../side';
import { ensureProbe } from './ephemeral-probe';

/** A stack that runs in a cluster. */
export class KubernetesSide implements Side {
  public readonly name = 'Kubernetes';
  private readonly replicas = new Map<string, number>();

  private constructor(
    private readonly kubectl: Kubectl,
    private readonly stack: ProjectStack,
    private readonly probeImage: string,
    public readonly entry: Address,
    public readonly reactionTime: Duration,
    private readonly model: ComposeModel,
  ) {}

  /**
   * @param entry address of the stack's Ingress
   * @param model the Compose file, which says what images it builds
   */
  public static async of(
    kubectl: Kubectl,
    stack: ProjectStack,
    probeImage: string,
    entry: Address,
    model: ComposeModel,
  ): Promise<KubernetesSide> {
    const deployments = await kubectl.list<Workload>(['deployments'], ['--namespace', stack.name]);
    const slowest = Math.max(
      0,
      ...deployments.flatMap((deployment) => podTemplateOf(deployment)?.spec.containers.map(reaction) ?? []),
    );
    // Two seconds until the proxies are updated.
    return new KubernetesSide(kubectl, stack, probeImage, entry, Duration.seconds(slowest + 2), model);
  }

  public async inspect(service: string, question: Question): Promise<Findings> {
    const pod = await this.pod(service);
    const probe = await ensureProbe(this.kubectl, this.stack.name, pod, service, this.probeImage);
    const printed = await this.kubectl.run(
      [
        ...['exec', '--namespace', this.stack.name, '--stdin', pod.metadata.name, '--container', probe],
        ...['--', 'node', ...probeCommand(question)],
      ],
      { input: probeScript },
    );
    return JSON.parse(printed) as Findings;
  }

  public async imageOf(service: string): Promise<string> {
    const { metadata, spec } = await this.pod(service);
    // The image ID of the node depends on how it got the image. The annotation has the ID of the build.
    const image = spec?.containers.find(({ name }) => name === service)?.image ?? 'unknown';
    const isBuilt = builtImages(this.model).includes(image);
    return (isBuilt ? metadata.annotations?.[imageIdAnnotation] : undefined) ?? image;
  }

  public async exposureOf(service: string): Promise<'yes' | 'no'> {
    const services = await this.kubectl.list<Service>(['services'], ['--namespace', this.stack.name]);
    const ingresses = await this.kubectl.list<Ingress>(['ingresses'], ['--namespace', this.stack.name]);
    const backends = ingresses
      .flatMap(({ spec: { rules = [] } }) => rules)
      .flatMap(({ http }) => http?.paths ?? [])
      .map(({ backend }) => backend.service?.name);
    const isPublished = services.some(
      ({ spec: { type = 'ClusterIP', selector = {} } }) =>
        type !== 'ClusterIP' && selector[nameLabel] === service,
    );
    return isPublished || backends.includes(service) ? 'yes' : 'no';
  }

  public async restartsOf(service: string): Promise<number> {
    const statuses = (await this.pods(service)).flatMap(({ status }) => status?.containerStatuses ?? []);
    return statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  }

  public async stop(service: string): Promise<void> {
    const workload = await this.workload(service);
    this.replicas.set(service, workload.spec.replicas ?? 1);
    await this.scale(workload, 0);
    await this.kubectl.run([
      ...['wait', '--for=delete', 'pod', '--namespace', this.stack.name, '--timeout=180s'],
      ...['--selector', selector(service)],
    ]);
  }

  public async start(service: string): Promise<void> {
    const workload = await this.workload(service);
    await this.scale(workload, this.replicas.get(service) ?? 1);
    await this.kubectl.run([
      ...[
        'rollout',
        'status',
        `${workload.kind}/${service}`,
        '--namespace',
        this.stack.name,
        '--timeout=300s',
      ],
    ]);
  }

  public async terminate(service: string): Promise<number | undefined> {
    const { name } = (await this.pod(service)).metadata;
    const end = new AbortController();
    const codes: string[] = [];
    // The exit code is lost when the pod is deleted, so this watches it before.
    const path = `{.status.containerStatuses[?(@.name=="${service}")].state.terminated.exitCode}{"\\n"}`;
    const watch = this.kubectl
      .attempt(['get', 'pod', name, '--namespace', this.stack.name, '--watch', `--output=jsonpath=${path}`], {
        signal: end.signal,
        onLine: (line) => codes.push(line.trim()),
      })
      .catch((error: unknown) => {
        if (!(error instanceof Interrupted)) throw error;
      });
    await this.kubectl.run(['delete', 'pod', name, '--namespace', this.stack.name, '--timeout=180s']);
    await pause(Duration.seconds(1));
    end.abort();
    await watch;
    const code = codes.filter((line) => line !== '').at(-1);
    return code === undefined ? undefined : Number(code);
  }

  private async scale({ kind, metadata }: KubeObject, replicas: number): Promise<void> {
    await this.kubectl.run([
      ...['scale', `${kind}/${metadata.name}`, '--namespace', this.stack.name, `--replicas=${replicas}`],
    ]);
  }

  private async workload(service: string): Promise<Workload> {
    const found = await this.kubectl.list<Workload>(
      ['deployments', 'statefulsets'],
      ['--namespace', this.stack.name, '--field-selector', `metadata.name=${service}`],
    );
    if (found[0]) return found[0];
    throw new Failure(
      `the namespace ${this.stack.name} has no workload for the service '${service}'`,
      `Correct ${this.stack.files.parity ?? 'the parity checks'}: its names must be those of the Compose file and of the chart.`,
    );
  }

  private async pods(service: string): Promise<readonly Pod[]> {
    return this.kubectl.list<Pod>(
      ['pods'],
      ['--namespace', this.stack.name, '--selector', selector(service)],
    );
  }

  /** The pod to inspect: the oldest running one. */
  private async pod(service: string): Promise<Pod> {
    const staying = (await this.pods(service)).filter(
      ({ metadata, status }) => !metadata.deletionTimestamp && status?.phase === 'Running',
    );
    const [first] = staying.sort((a, b) => age(b) - age(a) || (a.metadata.name < b.metadata.name ? -1 : 1));
    if (first) return first;
    throw new Failure(
      `the service '${service}' has no running pod in the namespace ${this.stack.name}`,
      `'npx slipway status ${this.stack.name}' shows why.`,
    );
  }
}

function reaction({ readinessProbe }: Frozen<Container>): number {
  return readinessProbe ? (readinessProbe.periodSeconds ?? 10) * (readinessProbe.failureThreshold ?? 3) : 0;
}

function selector(service: string): string {
  return `${nameLabel}=${service}`;
}

function age({ metadata }: KubeObject): number {
  return Date.now() - Date.parse(metadata.creationTimestamp ?? '');
}
