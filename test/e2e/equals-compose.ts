import { longest, slipway } from './command';
import type { DeployedStack } from './deployed-stack';

/** Tests that a launched stack is the same as under Compose, but for what its README explains. */
export function equalsCompose(stack: DeployedStack): void {
  test(
    'is the same under Compose and on Kubernetes, but for what its README explains',
    async () => {
      const { stdout } = await slipway('parity', stack.name, ...stack.launchOptions);

      expect(stdout).toMatch(/\d+ facts are the same under Compose and on Kubernetes/);
    },
    longest,
  );
}
