import type { LeaseSpec } from 'kubernetes-types/coordination/v1';
import type { Outcome } from '../base/command';
import type { Frozen, KubeObject } from './kube-object';
import type { Kubectl } from './kubectl';
import { explainKubectl } from './kubectl-errors';

/** A Lease as the cluster has it. */
export type Lease = KubeObject & { readonly spec: Frozen<LeaseSpec> };

/** A Lease by its name. Each change names the version that it is for, so no call overwrites the change of another. */
export class LeaseObject {
  /** Path of the Leases. With raw calls kubectl does not first read the kinds of the API and their definitions. */
  private readonly all: string;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly name: string,
  ) {
    this.all = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  }

  /** Creates the Lease. If it exists already, or its namespace does not, the result says so. */
  public async create(
    spec: Frozen<LeaseSpec>,
    labels: Readonly<Record<string, string>>,
  ): Promise<Lease | 'exists' | 'no namespace'> {
    const { name, namespace } = this;
    const input = JSON.stringify({ ...kind, metadata: { name, namespace, labels }, spec });
    const outcome = await this.kubectl.attempt(['create', '--raw', this.all, '--filename=-'], { input });
    if (outcome.stderr.includes('(AlreadyExists)')) return 'exists';
    if (isAbsent(outcome)) return 'no namespace';
    return this.parsed(outcome);
  }

  /** Reads the Lease; undefined if there is none. */
  public async read(): Promise<Lease | undefined> {
    const outcome = await this.kubectl.attempt(['get', '--raw', this.path]);
    return isAbsent(outcome) ? undefined : this.parsed(outcome);
  }

  /** Replaces the spec; undefined if the Lease was changed or deleted after it was read. */
  public async replace(read: Lease, spec: Frozen<LeaseSpec>): Promise<Lease | undefined> {
    const input = JSON.stringify({ ...read, spec });
    const outcome = await this.kubectl.attempt(['replace', '--raw', this.path, '--filename=-'], { input });
    return isAbsent(outcome) || outcome.stderr.includes('(Conflict)') ? undefined : this.parsed(outcome);
  }

  /** Deletes the Lease, unless it was changed after it was read. */
  public async delete({ metadata }: Lease): Promise<void> {
    const { uid, resourceVersion } = metadata;
    const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
    await this.kubectl.attempt(['delete', '--raw', this.path, '--filename=-'], {
      input: JSON.stringify(options),
    });
  }

  private get path(): string {
    return `${this.all}/${this.name}`;
  }

  private parsed({ exitCode, stdout, stderr }: Outcome): Lease {
    if (exitCode !== 0) throw explainKubectl(stderr || stdout, this.kubectl.context);
    return JSON.parse(stdout) as Lease;
  }
}

const kind = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };

function isAbsent({ stderr }: Outcome): boolean {
  return stderr.includes('(NotFound)');
}
