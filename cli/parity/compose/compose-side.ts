import { output } from '../../../engine/base/command';
import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import { pause } from '../../../engine/base/sleep';
import type { ParityEntry } from '../../../lib';
import { type Address, ask } from '../http';
import { probeCommand, probeScript } from '../probe/probe';
import type { Findings, Question } from '../probe/question';
import type { Side } from '../side';
import { exposure, foreignImage } from './isolation';
import type { ComposeProject } from './project';

const longestStart = Duration.minutes(3);

/** A stack with Docker Compose. */
export class ComposeSide implements Side {
  public readonly name = 'Compose';

  // Compose has no load balancer that must notice a stopped service.
  public readonly reactionTime = Duration.seconds(2);

  /** Container IDs by service. A stop and a start do not change the ID. */
  private readonly known = new Map<string, Promise<string>>();

  /** `uid:gid` of the process of a container. */
  private readonly owners = new Map<string, Promise<string>>();

  private constructor(
    private readonly project: ComposeProject,
    private readonly probeImage: string,
    public readonly entry: Address,
  ) {}

  /** @param host Host header of requests from outside */
  public static async of(
    project: ComposeProject,
    probeImage: string,
    { service, port, tls = false }: ParityEntry,
    host: string,
  ): Promise<ComposeSide> {
    const published = (await project.compose(['port', service, String(port)])).trim();
    const entry = {
      scheme: tls ? 'https' : 'http',
      host,
      port: Number(published.split(':').at(-1)),
    } as const;
    await untilAnswered(entry);
    return new ComposeSide(project, probeImage, entry);
  }

  public async inspect(service: string, question: Question): Promise<Findings> {
    const container = await this.container(service);
    const printed = await output(
      'docker',
      [
        ...['run', '--rm', '--interactive', '--network', `container:${container}`],
        ...['--pid', `container:${container}`, '--user', await this.owner(container), '--cap-drop', 'ALL'],
        ...['--entrypoint', 'node', this.probeImage, ...probeCommand(question)],
      ],
      { input: probeScript },
    );
    return JSON.parse(printed) as Findings;
  }

  public async imageOf(service: string): Promise<string> {
    const foreign = foreignImage(this.project.model, service);
    if (foreign !== undefined) return foreign;
    return (await this.field(await this.container(service), '{{.Image}}'))
      .replace('sha256:', '')
      .slice(0, 12);
  }

  public exposureOf(service: string): Promise<'yes' | 'this machine only' | 'no'> {
    return Promise.resolve(exposure(this.project.model, service));
  }

  public async restartsOf(service: string): Promise<number> {
    const containers = await this.project.containers(service);
    const counts = await Promise.all(containers.map((each) => this.field(each, '{{.RestartCount}}')));
    return counts.reduce((sum, count) => sum + Number(count), 0);
  }

  public async stop(service: string): Promise<void> {
    await output('docker', ['stop', ...(await this.project.containers(service))]);
  }

  public async start(service: string): Promise<void> {
    // Without Compose, which fails if a dependency of the service is unhealthy for a moment.
    await output('docker', ['start', ...(await this.project.containers(service))]);
    const deadline = Date.now() + longestStart.toMilliseconds();
    while ((await this.health(service)) === 'starting' && Date.now() < deadline)
      await pause(Duration.seconds(1));
  }

  public async terminate(service: string): Promise<number | undefined> {
    const container = await this.container(service);
    await output('docker', ['stop', container]);
    return Number(await this.field(container, '{{.State.ExitCode}}'));
  }

  private container(service: string): Promise<string> {
    return once(this.known, service, () => this.find(service));
  }

  /** The user of a container. Only this user can read the environment of the process. */
  private owner(container: string): Promise<string> {
    return once(this.owners, container, async () => {
      const processes = await output('docker', ['top', container, '-eo', 'pid,uid,gid']);
      const [, uid = '', gid = ''] = processes.split('\n')[1]?.trim().split(/\s+/) ?? [];
      return `${uid}:${gid}`;
    });
  }

  private async find(service: string): Promise<string> {
    const [container] = await this.project.containers(service);
    if (container) return container;
    throw new Failure(
      `the service '${service}' has no container with Docker Compose`,
      `Correct 'services' in ${this.project.stack.files.parity ?? 'the parity checks'}.`,
    );
  }

  private async health(service: string): Promise<string> {
    return this.field(await this.container(service), '{{if .State.Health}}{{.State.Health.Status}}{{end}}');
  }

  private async field(container: string, template: string): Promise<string> {
    return (await output('docker', ['inspect', '--format', template, container])).trim();
  }
}

/** `docker compose up --wait` does not wait for a service without a health check. What never answers is a fact of its own. */
async function untilAnswered(entry: Address): Promise<void> {
  const deadline = Date.now() + longestStart.toMilliseconds();
  const question = { method: 'GET', path: '/', headers: {} };
  while ((await ask(entry, question)).status === 0 && Date.now() < deadline) await pause(Duration.seconds(1));
}

function once<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? find();
  known.set(key, found);
  return found;
}
