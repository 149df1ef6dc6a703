import { slipway } from './command';
import type { DeployedStack } from './deployed-stack';

/** Milliseconds: apps that start slowly do so on both sides, and again without each dependency. */
const longest = 600_000;

/** Tests that a stack is the same under Compose and on Kubernetes, but for what its README says. */
export function parity(stack: DeployedStack): void {
  test(
    'under Compose and on Kubernetes it is the same, but for what its README explains',
    async () => {
      const { stdout } = await slipway('parity', stack.name, ...stack.launchOptions);

      expect(stdout).toMatch(/\d+ facts are the same under Compose and on Kubernetes/);
    },
    longest,
  );
}
