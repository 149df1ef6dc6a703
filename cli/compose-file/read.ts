import { existsSync } from 'node:fs';
import { BadUsage, Failure } from '../../engine/base/failure';
import { codeFrame } from '../../engine/text/code-frame';
import type { ComposeModel, ComposeProblem } from '../../importer/read/compose-model';
import { readCompose } from '../../importer/read/read-compose';
import { placeText } from '../../importer/source/place';

/** Which Compose files, and how Compose reads them. */
export interface Sources {
  /** Paths. Later ones override earlier ones. */
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  readonly envFiles: readonly string[];
}

/** Compose files as Compose understands them. */
export interface ReadFiles {
  readonly model: ComposeModel;

  /** The warnings of Compose, a line each, with places from the working directory on. */
  readonly warnings: readonly string[];
}

/**
 * Reads Compose files.
 *
 * @throws BadUsage if a file does not exist
 * @throws Failure if Compose refuses the files, or if no profile of any service is active
 */
export async function readFiles({ files, profiles, envFiles }: Sources): Promise<ReadFiles> {
  const missing = [...files, ...envFiles].find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new BadUsage(`there is no file ${missing}`, 'Name a Compose file that exists.');
  const model = await readCompose({
    files,
    ...(profiles.length > 0 && { profiles }),
    ...(envFiles.length > 0 && { envFiles }),
  });
  checkProblems(model, files);
  checkProfiles(model);
  return { model, warnings: model.problems.map((problem) => `warning: ${placed(problem)}`) };
}

function checkProblems({ problems, sources }: ComposeModel, files: readonly string[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  const detail = errors.map((error) => {
    const source = error.at && sources[error.at.file];
    const frame =
      error.at && source !== undefined ? `\n${codeFrame(source, error.at.line, error.at.column)}` : '';
    return `${placed(error)}${frame}`;
  });
  throw new Failure(
    `Compose refuses ${files.join(', ')}`,
    'Correct what it says; `docker compose config` says the same.',
    detail.join('\n\n'),
  );
}

function checkProfiles({ project, disabled }: ComposeModel): void {
  const { services = {} } = project ?? {};
  const names = Object.keys(disabled);
  if (Object.keys(services ?? {}).length > 0 || names.length === 0) return;
  const profiles = Object.values(disabled).flatMap(
    (service) => (service as { profiles?: string[] }).profiles ?? [],
  );
  throw new Failure(
    `no service is part of the project: each has a profile, and none is active`,
    `Name one with --profile: ${[...new Set(profiles)].sort().join(', ')}.`,
  );
}

function placed({ at, message }: ComposeProblem): string {
  return at ? `${placeText(at, process.cwd())} ${message}` : message;
}
