import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import { pause } from '../../../engine/base/sleep';
import type { ContainerStatus, Pod } from '../../../engine/health/snapshot';
import type { Kubectl } from '../../../engine/kube/kubectl';

const prefix = 'slipway-parity-';
const longestStart = Duration.minutes(2);

/**
 * An ephemeral container beside the process of a pod, which sees its network and its processes and has its rights.
 *
 * It stays as long as the pod: Kubernetes cannot remove one.
 *
 * @param pod as it is now
 * @returns the container's name
 */
export async function ensureProbe(
  kubectl: Kubectl,
  namespace: string,
  pod: Pod,
  target: string,
  image: string,
): Promise<string> {
  const present = probesOf(pod);
  const running = present.find(({ state }) => state?.running);
  if (running) return running.name;

  const name = `${prefix}${present.length + 1}`;
  await kubectl.run([
    ...['debug', pod.metadata.name, '--namespace', namespace, '--profile=restricted', '--quiet'],
    ...[`--image=${image}`, `--target=${target}`, `--container=${name}`, '--', 'sleep', 'infinity'],
  ]);
  const deadline = Date.now() + longestStart.toMilliseconds();
  for (;;) {
    const found = await kubectl.find<Pod>('pod', pod.metadata.name, ['--namespace', namespace]);
    const status = found && probesOf(found).find((each) => each.name === name);
    if (status?.state?.running) return name;
    if (Date.now() > deadline) {
      throw new Failure(
        `the probe in pod/${pod.metadata.name} does not start: ${status?.state?.waiting?.message ?? 'no reason given'}`,
        `Give the cluster the image ${image}, or name another one that has Node with --probe-image.`,
      );
    }
    await pause(Duration.millis(500));
  }
}

function probesOf({ status }: Pod): readonly ContainerStatus[] {
  return (status?.ephemeralContainerStatuses ?? []).filter(({ name }) => name.startsWith(prefix));
}
