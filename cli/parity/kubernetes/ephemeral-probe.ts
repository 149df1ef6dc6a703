import { Duration } from '../../../engine/base/duration';
import { Failure } from '../../../engine/base/failure';
import { pause } from '../../../engine/base/sleep';
import type { ContainerStatus, Pod } from '../../../engine/health/snapshot';
import type { Kubectl } from '../../../engine/kube/kubectl';

const prefix = 'slipway-parity-';
const longestStart = Duration.minutes(2);

/**
 * Creates an ephemeral container in a pod, if there is none. It shares the network and the processes of the target
 * container, and runs with the same rights.
 *
 * It exists as long as the pod: Kubernetes can't remove an ephemeral container.
 *
 * @param pod the pod now
 * @returns the name of the ephemeral container
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
        `the ephemeral container in pod/${pod.metadata.name} does not start: ${status?.state?.waiting?.message ?? 'no reason given'}`,
        `Load the image ${image} into the cluster, or name another image with Node.js with --probe-image.`,
      );
    }
    await pause(Duration.millis(500));
  }
}

function probesOf({ status }: Pod): readonly ContainerStatus[] {
  return (status?.ephemeralContainerStatuses ?? []).filter(({ name }) => name.startsWith(prefix));
}
