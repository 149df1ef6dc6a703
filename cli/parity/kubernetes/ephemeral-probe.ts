import type { Kubectl } from '../../cluster/kubectl';
import { Failure } from '../../failure';
import { pause } from '../../process/pause';
import type { ContainerStatus, Pod } from '../../rollout/snapshot';

interface ProbedPod extends Pod {
  readonly status?: Pod['status'] & { readonly ephemeralContainerStatuses?: readonly ContainerStatus[] };
}

const prefix = 'slipway-parity-';
const longestStart = 120_000;

/**
 * An ephemeral container beside the process of a pod, which sees its network and its processes and has its rights.
 *
 * It stays as long as the pod: Kubernetes cannot remove one.
 *
 * @returns its name
 */
export async function ensureProbe(
  kubectl: Kubectl,
  namespace: string,
  pod: string,
  target: string,
  image: string,
): Promise<string> {
  const present = await probes(kubectl, namespace, pod);
  const running = present.find(({ state }) => state?.running);
  if (running) return running.name;

  const name = `${prefix}${present.length + 1}`;
  await kubectl.run([
    ...['debug', pod, '--namespace', namespace, '--profile=restricted', '--quiet'],
    ...[`--image=${image}`, `--target=${target}`, `--container=${name}`, '--', 'sleep', 'infinity'],
  ]);
  const deadline = Date.now() + longestStart;
  for (;;) {
    const status = (await probes(kubectl, namespace, pod)).find((each) => each.name === name);
    if (status?.state?.running) return name;
    if (Date.now() > deadline) {
      throw new Failure(
        `the probe in pod/${pod} does not start: ${status?.state?.waiting?.message ?? 'no reason given'}`,
        `Give the cluster the image ${image}, or name another one that has Node with --probe-image.`,
      );
    }
    await pause(500);
  }
}

async function probes(kubectl: Kubectl, namespace: string, pod: string): Promise<readonly ContainerStatus[]> {
  const found = await kubectl.find<ProbedPod>('pod', pod, ['--namespace', namespace]);
  const statuses = found?.status?.ephemeralContainerStatuses ?? [];
  return statuses.filter(({ name }) => name.startsWith(prefix));
}
