import { output, run } from '../../engine/base/command';
import { Failure } from '../../engine/base/failure';
import type { Launched } from '../../engine/deploy/launch';
import { addressesOf, publishedPorts } from '../../engine/kube/address';
import type { KindCluster } from '../../engine/machine/kind-cluster';
import { loadImages } from '../../engine/machine/load';
import type { Step } from '../../engine/progress/step';
import type { ParityChecks } from '../../lib';
import { collect } from './collect';
import type { ComposeProject } from './compose/project';
import type { Facts } from './facts';
import type { Address } from './http';
import type { Side } from './side';

/** Starts the copy of the Compose project; one that an interrupted run has left is removed first. */
export function composeStep(project: ComposeProject, checks: ParityChecks): Step {
  return {
    title: 'Start it with docker compose',
    halfDone: 'The containers of docker compose are removed.',
    run: async ({ done }) => {
      await project.down();
      await project.up(checks);
      done('It runs with docker compose');
    },
  };
}

/** Brings the probes' image to this machine and to the cluster. */
export function probeImageStep(launched: Launched, image: string): Step {
  return {
    title: `Bring the image ${image}`,
    run: async ({ done }) => {
      const present = await run('docker', ['image', 'inspect', image]);
      if (present.exitCode !== 0) await output('docker', ['pull', image]);
      await loadImages(kindOf(launched), [image], () => undefined);
      done(`The image ${image} is there`);
    },
  };
}

/** Finds out everything about both sides at the same time; their facts are in the same order as the sides. */
export function lookStep(
  sides: () => Promise<readonly Side[]>,
  facts: readonly Facts[],
  checks: ParityChecks,
  secrets: ReadonlyMap<string, ReadonlySet<string>>,
): Step {
  return {
    title: 'Look at both',
    halfDone: `A service may be stopped in the cluster: 'npx slipway up' starts it.`,
    run: async ({ title, done }) => {
      const doing = new Map<string, string>();
      const looks = (await sides()).map((side, index) =>
        collect(facts[index] ?? new Map<string, string>(), side, checks, secrets, (what) => {
          doing.set(side.name, what);
          title(`Look at both: ${[...doing].map(([name, each]) => `${name}: ${each}`).join(', ')}`);
        }),
      );
      // The one is not left in the middle of something because the other has failed.
      const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      done(`Looked at both: ${facts.map(({ size }) => size).join(' and ')} facts`);
    },
  };
}

/** Where the stack's Ingress answers on this machine. */
export async function ingressAddress(launched: Launched): Promise<Address> {
  const [text] = addressesOf(launched.plan.objects, await publishedPorts(kindOf(launched)));
  if (text === undefined) {
    throw new Failure(`the stack '${launched.stack.name}' has no Ingress`, 'Add one to its chart.');
  }
  const { protocol, hostname, port } = new URL(text);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return { scheme, host: hostname, port: Number(port || (scheme === 'https' ? 443 : 80)) };
}

function kindOf(launched: Launched): KindCluster {
  const { kind } = launched.target;
  if (kind) return kind;
  throw new Failure(
    `'${launched.context}' is not a kind cluster of this machine`,
    'A comparison stops parts of the stack: make one for it with kind.',
  );
}
