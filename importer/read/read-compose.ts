import { join, resolve } from 'node:path';
import { type Outcome, run } from '../../engine/base/command';
import { Duration } from '../../engine/base/duration';
import { Interrupted, interruption } from '../../engine/base/interrupt';
import type { ComposeModel, ComposeProblem } from './compose-model';
import { placed } from './placed';

/** What to read, and how: the options of `docker compose`. */
export interface ComposeOptions {
  /**
   * Paths of the Compose files. Later ones override earlier ones.
   *
   * @default - `COMPOSE_FILE`, else compose.yaml and its override in the folder or the nearest one above
   */
  readonly files?: readonly string[];

  /** Texts of files that need not exist, by path. They have precedence over files on the disk. @default - none */
  readonly contents?: Readonly<Record<string, string>>;

  /** The folder that relative paths start from. @default - the working directory */
  readonly folder?: string;

  /** The environment, for interpolation and for Compose's own settings. @default - the one of this process */
  readonly env?: NodeJS.ProcessEnv;

  /** Files of variables for interpolation. @default - `.env` beside the first Compose file, if there is one */
  readonly envFiles?: readonly string[];

  /** Active profiles. @default - `COMPOSE_PROFILES` */
  readonly profiles?: readonly string[];

  /** @default - `name` of the Compose file, else the name of its folder */
  readonly projectName?: string;

  /** The folder that paths in the Compose files start from. @default - the one of the first Compose file */
  readonly projectDirectory?: string;

  /** Whether to give the model after each of several files, too. Each takes as long again. @default false */
  readonly steps?: boolean;

  /** Whether to give the model without interpolation, too. It takes as long again. @default false */
  readonly uninterpolated?: boolean;

  /** Longest time to read the files. @default Duration.seconds(60) */
  readonly timeout?: Duration;
}

type Answer = Omit<ComposeModel, 'problems'> & {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
};

const nothing: Answer = {
  unused: {},
  disabled: {},
  files: [],
  envFiles: [],
  sources: {},
  steps: [],
  references: [],
  interpolations: [],
  errors: [],
  warnings: [],
};

/**
 * Reads Compose files with compose-go, the reference implementation, in a process of its own. Docker is not needed.
 *
 * A fault of the files is a problem of the model, also if reading them takes too long or ends that process.
 *
 * @throws Interrupted after a Ctrl-C
 */
export async function readCompose(options: ComposeOptions = {}): Promise<ComposeModel> {
  const { errors, warnings, ...model } = await answerOf(options);
  const problems: ComposeProblem[] = [
    ...errors.map((message) => ({ severity: 'error' as const, message })),
    ...warnings.map((message) => ({ severity: 'warning' as const, message })),
  ];
  return { ...model, problems: placed(problems, model) };
}

async function answerOf(options: ComposeOptions): Promise<Answer> {
  const { timeout = Duration.seconds(60) } = options;
  const expired = AbortSignal.timeout(timeout.toMilliseconds());
  try {
    const outcome = await run(process.execPath, [join(__dirname, 'reader.js')], {
      input: JSON.stringify(requestOf(options)),
      signal: AbortSignal.any([interruption, expired]),
    });
    if (outcome.exitCode !== 0) return crash(outcome);
    return { ...nothing, ...(JSON.parse(outcome.stdout) as Partial<Answer>) };
  } catch (error) {
    if (!(error instanceof Interrupted) || !expired.aborted) throw error;
    return { ...nothing, errors: [`reading took longer than ${timeout.toSeconds({ integral: false })} s`] };
  }
}

function requestOf(options: ComposeOptions): object {
  const { folder = process.cwd(), env = process.env } = options;
  const absolute = (path: string): string => resolve(folder, path);
  return {
    folder: resolve(folder),
    contents: Object.fromEntries(
      Object.entries(options.contents ?? {}).map(([path, text]) => [absolute(path), text]),
    ),
    files: options.files?.map(absolute),
    env: { PWD: resolve(folder), ...env },
    envFiles: options.envFiles?.map(absolute),
    profiles: options.profiles,
    projectName: options.projectName,
    projectDirectory: options.projectDirectory && absolute(options.projectDirectory),
    steps: options.steps,
    uninterpolated: options.uninterpolated,
  };
}

/** What is left when the process of compose-go has ended without an answer, such as for mappings nested a thousand times. */
function crash({ stderr }: Outcome): Answer {
  const reason = /^(?:\w*Error|fatal error|panic|runtime): .*$/m.exec(stderr)?.[0] ?? stderr.trim();
  return { ...nothing, errors: [`compose-go ended without an answer: ${reason}`] };
}
