import { run } from '../base/command';
import { Failure } from '../base/failure';
import { isOlder, leastKubernetes, parseVersion } from './version';

/** A program that slipway calls. */
export type ToolName = 'docker' | 'compose' | 'kind' | 'kubectl';

/** A tool that can't be used, and the fix. */
export interface Problem {
  readonly what: string;
  readonly fix: string;
}

interface Tool {
  readonly title: string;
  readonly version: readonly [program: string, ...args: string[]];
  readonly least?: string;
  readonly install: string;
}

const tools: Readonly<Record<ToolName, Tool>> = {
  docker: {
    title: 'Docker',
    version: ['docker', 'version', '--format', '{{.Server.Version}}'],
    install: 'https://docs.docker.com/get-started/get-docker/',
  },
  compose: {
    title: 'docker compose',
    version: ['docker', 'compose', 'version', '--short'],
    least: '2.20',
    install: 'https://docs.docker.com/compose/install/',
  },
  kind: {
    title: 'kind',
    version: ['kind', 'version'],
    least: '0.30', // the first whose clusters are Kubernetes 1.34
    install: 'https://kind.sigs.k8s.io/docs/user/quick-start/#installation',
  },
  kubectl: {
    title: 'kubectl',
    version: ['kubectl', 'version', '--client', '--output=json'],
    least: leastKubernetes,
    install: 'https://kubernetes.io/docs/tasks/tools/',
  },
};

/** The problems of these tools, and the versions of those without a problem. */
export async function inspectTools(
  names: readonly ToolName[],
): Promise<{ problems: Problem[]; versions: string[] }> {
  const outcomes = await Promise.all(
    names.map(async (name) => {
      const { title, version, least } = tools[name];
      const [program, ...args] = version;
      const { exitCode, stdout, stderr } = await run(program, args);
      return { name, title, least, exitCode, stdout, stderr };
    }),
  );
  const problems: Problem[] = [];
  const versions: string[] = [];
  for (const { name, title, exitCode, stdout, stderr } of outcomes) {
    const problem = problemOf(name, exitCode, stdout, stderr);
    const version = parseVersion(stdout);
    if (problem) problems.push(problem);
    else if (version) versions.push(`${title} ${version.join('.')}`);
    else versions.push(title);
  }
  return { problems: withoutConsequences(problems), versions };
}

/** @throws Failure with every tool that is missing, stopped or too old */
export async function checkTools(names: readonly ToolName[]): Promise<readonly string[]> {
  const { problems, versions } = await inspectTools(names);
  if (problems.length > 0) throw toolFailure(problems);
  return versions;
}

/** One failure for all problems. */
export function toolFailure(problems: readonly Problem[]): Failure {
  return new Failure(problems.map(({ what }) => what).join('; '), problems.map(({ fix }) => fix).join(' '));
}

/** The problem of a tool, from the result of its version command; undefined if it has none. */
export function problemOf(
  name: ToolName,
  exitCode: number,
  stdout: string,
  stderr: string,
): Problem | undefined {
  const { title, least, install } = tools[name];
  if (exitCode === 127 || /is not a docker command|unknown (?:command|(?:shorthand )?flag)/.test(stderr)) {
    return { what: `${title} is not installed`, fix: `Install ${title}: ${install}.` };
  }
  if (/permission denied/i.test(stderr)) {
    return {
      what: `you have no permission to use Docker`,
      fix: `Add yourself to the group 'docker', and log in again: 'sudo usermod -aG docker $USER' (https://docs.docker.com/engine/install/linux-postinstall/).`,
    };
  }
  if (name === 'docker' && exitCode !== 0) {
    const reason = stderr.trim().split('\n').at(-1) ?? '';
    return {
      what: `Docker is not running (${reason.replace(/\.$/, '')})`,
      fix: `Start Docker Desktop, or the Docker Engine: 'sudo systemctl start docker'.`,
    };
  }
  const version = parseVersion(stdout);
  if (least && version && isOlder(version, least)) {
    return {
      what: `${title} ${version.join('.')} is too old`,
      fix: `Install ${title} ${least} or newer: ${install}.`,
    };
  }
  return undefined;
}

// Without docker there is no docker compose, so one message is enough.
function withoutConsequences(problems: readonly Problem[]): Problem[] {
  const missing = problems.some(({ what }) => what === 'Docker is not installed');
  return problems.filter(({ what }) => !(missing && what.startsWith('docker compose')));
}
