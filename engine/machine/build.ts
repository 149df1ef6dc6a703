import { isAbsolute, join } from 'node:path';
import { Failure } from '../base/failure';
import { run } from '../base/command';
import type { Build } from './compose-builds';

const shownLines = 25;

/**
 * Builds an image with Docker, whose layer cache makes it a matter of a second where nothing has changed.
 *
 * @param network network mode of RUN steps. @default - Docker's own
 */
export async function buildImage(
  build: Build,
  network: string | undefined,
  onLine: (line: string) => void,
): Promise<void> {
  const lines: string[] = [];
  const { exitCode } = await run('docker', buildArguments(build, network), {
    capture: false,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  if (exitCode === 0) return;
  const tail = lines.slice(-shownLines).join('\n');
  throw new Failure(
    `the image ${build.image} of the service '${build.service}' does not build`,
    `The last lines of the build are above. Correct ${build.context}, and repeat the command${
      unreachable.test(tail) && !network
        ? `; if its RUN steps can't reach a package registry from Docker's default network, see --build-network`
        : ''
    }.`,
    tail,
  );
}

const unreachable =
  /temporary failure in name resolution|could not resolve|EAI_AGAIN|network is unreachable|timed? ?out/i;

/** Arguments of `docker` that build as the Compose file says. */
export function buildArguments(
  { image, context, dockerfile, target, platform, args }: Build,
  network: string | undefined,
): string[] {
  return [
    ...['build', '--tag', image],
    ...(dockerfile ? ['--file', dockerfilePath(context, dockerfile)] : []),
    ...(target ? ['--target', target] : []),
    ...(platform ? ['--platform', platform] : []),
    ...Object.entries(args).flatMap(([name, value]) => [
      '--build-arg',
      value === null ? name : `${name}=${value}`,
    ]),
    ...(network ? ['--network', network] : []),
    context,
  ];
}

/** Docker takes it from where the command runs, or from within a context that it fetches itself. */
function dockerfilePath(context: string, dockerfile: string): string {
  const isRemote = /^([a-z]+:\/\/|git@)/.test(context);
  return isRemote || isAbsolute(dockerfile) ? dockerfile : join(context, dockerfile);
}
