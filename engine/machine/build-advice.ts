import type { Build } from './compose-builds';

/**
 * How to fix a failed build, as whole sentences.
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
    return `Docker can't reach ${registry}, the registry of a base image. Check the network and the proxy settings of Docker, and repeat the command.`;
  }
  if (missingImage.test(output)) {
    return `A registry does not have a base image, or needs 'docker login'. Check the FROM lines.`;
  }
  if (missingFeature.test(output)) {
    return `This Docker does not support a feature of the build, as the last line says. Use BuildKit (DOCKER_BUILDKIT=1), or a newer Docker.`;
  }
  const context = project.model.services?.[service]?.build?.context ?? project.folder;
  if (unreachablePackages.test(output)) {
    return network === undefined
      ? `A RUN step can't reach a server. If this machine can reach it, Docker's default network can't: choose another one with --build-network, such as host. Otherwise correct the address in ${context}. Then repeat the command.`
      : `A RUN step can't reach a server. Check the network, and the addresses in ${context}, and repeat the command.`;
  }
  return `Correct ${context}, and repeat the command.`;
}

/** A request to a registry, or to its token server, that got no answer. */
const unreachableRegistry =
  /"https?:\/\/(?<registry>[^/"]+)\/(?:v2\/|token\?)[^"]*": .*(?:dial|lookup|timeout|deadline|refused|EOF|TLS)/;

const missingFeature = /classic builder doesn't support|unsupported frontend capability/;

const missingImage =
  /manifest unknown|manifest for .* not found|pull access denied|failed to resolve source metadata for .*(not found|denied)/;

const unreachablePackages =
  /temporary failure (in name resolution|resolving)|could not resolve|EAI_AGAIN|ENOTFOUND|network is unreachable|no such host|timed? ?out/i;
