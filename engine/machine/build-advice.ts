import type { Build } from './compose-builds';

/**
 * What to do about a build that failed, as whole sentences.
 *
 * @param output its last lines
 * @param network the network mode that the user asked for
 */
export function adviceOnBuild(
  output: string,
  { service, project }: Build,
  network: string | undefined,
): string {
  const registry = unreachableRegistry.exec(output)?.groups?.registry;
  if (registry !== undefined) {
    return `Docker can't reach ${registry}, which has an image that the build starts from: check the network, and the proxy that Docker is told of, and repeat the command.`;
  }
  if (missingImage.test(output)) {
    return `A registry does not have an image that the build starts from, or does not show it without 'docker login': check the FROM lines.`;
  }
  if (missingFeature.test(output)) {
    return `The build uses what this Docker can't do, as its last line says: build with BuildKit (DOCKER_BUILDKIT=1), or a newer Docker.`;
  }
  const context = project.model.services?.[service]?.build?.context ?? project.folder;
  if (unreachablePackages.test(output)) {
    return network === undefined
      ? `A RUN step can't reach a server: if the network of this machine is fine, Docker's default network is not, and --build-network names another one. Else correct ${context}. Then repeat the command.`
      : `A RUN step can't reach a server: check the network, and the addresses in ${context}, and repeat the command.`;
  }
  return `Correct ${context}, and repeat the command.`;
}

/** A request to a registry, or to what gives out its tokens, that got no answer. */
const unreachableRegistry =
  /"https?:\/\/(?<registry>[^/"]+)\/(?:v2\/|token\?)[^"]*": .*(?:dial|lookup|timeout|deadline|refused|EOF|TLS)/;

const missingFeature = /classic builder doesn't support|unsupported frontend capability/;

const missingImage =
  /manifest unknown|manifest for .* not found|pull access denied|failed to resolve source metadata for .*(not found|denied)/;

const unreachablePackages =
  /temporary failure (in name resolution|resolving)|could not resolve|EAI_AGAIN|ENOTFOUND|network is unreachable|no such host|timed? ?out/i;
