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

/** Starts the copy of the Compose project. First deletes a copy that an interrupted run has left. */
export function composeStep(project: ComposeProject, checks: ParityChecks): Step {
  return {
    title: 'Start the stack with docker compose',
    halfDone: 'The containers of docker compose are deleted.',
    run: async ({ done }) => {
      await project.down();
      await project.up(checks);
      done('The stack runs with docker compose');
    },
  };
}

/** Pulls the image of probes, and loads it into the cluster. */
export function probeImageStep(launched: Launched, image: string): Step {
  return {
    title: `Load the image ${image}`,
    run: async ({ done }) => {
      const present = await run('docker', ['image', 'inspect', image]);
      if (present.exitCode !== 0) await output('docker', ['pull', image]);
      await loadImages(kindOf(launched), [image], () => undefined);
      done(`Image loaded: ${image}`);
    },
  };
}

/** Collects the facts of both sides at the same time. The facts are in the same order as the sides. */
export function lookStep(
  sides: () => Promise<readonly Side[]>,
  facts: readonly Facts[],
  checks: ParityChecks,
  secrets: ReadonlyMap<string, ReadonlySet<string>>,
): Step {
  return {
    title: 'Compare both',
    halfDone: `A service may be stopped in the cluster: 'npx slipway up' starts it.`,
    run: async ({ title, done }) => {
      const doing = new Map<string, string>();
      const looks = (await sides()).map((side, index) =>
        collect(facts[index] ?? new Map<string, string>(), side, checks, secrets, (what) => {
          doing.set(side.name, what);
          title(`Compare both: ${[...doing].map(([name, each]) => `${name}: ${each}`).join(', ')}`);
        }),
      );
      // If one side fails, the other still runs to its end.
      const failed = (await Promise.allSettled(looks)).find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      done(`Compared both: ${facts.map(({ size }) => size).join(' and ')} facts`);
    },
  };
}

/** The address of the stack's Ingress on this machine. */
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
    'A comparison stops services of the stack: create a kind cluster for it.',
  );
}
