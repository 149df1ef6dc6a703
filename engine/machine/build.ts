import { run } from '../base/command';
import { Failure } from '../base/failure';
import { adviceOnBuild } from './build-advice';
import type { Build, ComposeModel } from './compose-builds';

const shownLines = 25;

/**
 * Builds an image with `docker compose build`. If nothing has changed, Docker's layer cache makes that fast.
 *
 * @param network network mode of RUN steps. @default - that of the Compose file, or Docker's default
 */
export async function buildImage(
  build: Build,
  network: string | undefined,
  onLine: (line: string) => void,
): Promise<void> {
  const { service, image, project } = build;
  const lines: string[] = [];
  const { exitCode } = await run(
    'docker',
    ['compose', '--file', '-', '--project-directory', project.folder, 'build', service],
    {
      input: JSON.stringify(network === undefined ? project.model : withNetwork(project.model, network)),
      capture: false,
      onLine: (line) => {
        lines.push(line);
        onLine(line);
      },
    },
  );
  if (exitCode === 0) return;
  const tail = lines.slice(-shownLines).join('\n');
  throw new Failure(
    `the image ${image} of the service '${service}' does not build`,
    `The last lines of the build are above. ${adviceOnBuild(tail, build, network)}`,
    tail,
  );
}

/** A model with that network mode for the RUN steps of all builds. */
function withNetwork(model: ComposeModel, network: string): ComposeModel {
  const services = Object.entries(model.services ?? {}).map(([name, service]) => [
    name,
    { ...service, build: { ...service.build, network } },
  ]);
  return { ...model, services: Object.fromEntries(services) as ComposeModel['services'] };
}
