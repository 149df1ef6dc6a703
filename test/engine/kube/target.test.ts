import { checkKubernetes } from '../../../engine/kube/target';
import { failureOf } from '../../support/failure';

describe('a cluster', () => {
  test('that is too old is refused, with its version and what to do', () => {
    const check = () => {
      checkKubernetes('staging', 'v1.33.9+k3s1');
    };

    expect(failureOf(check).paragraph()).toBe(
      "the cluster of the context 'staging' is Kubernetes 1.33.9, which is too old. Upgrade it to 1.34 or newer, or name another cluster with --context.",
    );
  });

  test.each(['v1.34.0', 'v1.38.0-alpha.1', ''])('of version %j is taken', (version) => {
    expect(() => {
      checkKubernetes('staging', version);
    }).not.toThrow();
  });
});
