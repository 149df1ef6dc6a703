import type { Outcome, RunOptions } from '../../../engine/base/command';
import { Kubectl } from '../../../engine/kube/kubectl';
import type { Lease } from '../../../engine/kube/lease';

/** The Lease of one namespace, as an API server keeps it: each write must name the version that it is for. */
export class Leases extends Kubectl {
  public lease: Lease | undefined;

  /** Verbs of the calls. */
  public readonly calls: string[] = [];
  private versions = 0;

  constructor(
    private readonly hasNamespace = true,
    public isAway = false,
  ) {
    super('kind-test');
  }

  public override heeding(): Kubectl {
    return this;
  }

  public override within(): Kubectl {
    return this;
  }

  public override attempt(
    [verb = '']: readonly string[],
    { input = '{}' }: RunOptions = {},
  ): Promise<Outcome> {
    this.calls.push(verb);
    return Promise.resolve(
      this.answer(verb, JSON.parse(input) as Lease & { preconditions?: Lease['metadata'] }),
    );
  }

  private answer(verb: string, sent: Lease & { preconditions?: Lease['metadata'] }): Outcome {
    if (this.isAway) return refusal('Unable to connect to the server: connection refused');
    if (!this.hasNamespace) return refusal('Error from server (NotFound): namespaces "shop" not found');
    if (verb === 'create') {
      return this.lease
        ? refusal('Error from server (AlreadyExists): leases "slipway" already exists')
        : this.write(sent);
    }
    if (!this.lease) return refusal('Error from server (NotFound): leases "slipway" not found');
    if (verb === 'get') return answer(this.lease);
    const { resourceVersion } = sent.preconditions ?? sent.metadata;
    if (resourceVersion !== this.lease.metadata.resourceVersion)
      return refusal('Error from server (Conflict): Operation cannot be fulfilled on leases "slipway"');
    if (verb === 'replace') return this.write(sent);
    this.lease = undefined;
    return answer({});
  }

  private write({ metadata, ...lease }: Lease): Outcome {
    this.versions += 1;
    this.lease = { ...lease, metadata: { ...metadata, resourceVersion: String(this.versions) } };
    return answer(this.lease);
  }
}

function answer(value: object): Outcome {
  return { exitCode: 0, stdout: JSON.stringify(value), stderr: '' };
}

function refusal(stderr: string): Outcome {
  return { exitCode: 1, stdout: '', stderr };
}
