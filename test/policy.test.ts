import { brokenManifests } from './support/broken-manifests';
import { policies } from './support/policies';
import { everyStack } from './support/stacks';

describe.each(everyStack())('$stack in $environment', ({ stack, manifests }) => {
  test.each(Object.entries(policies))('%s', (_, policy) => {
    expect(policy(manifests)).toEqual([]);
  });

  test('needs no exemption', () => {
    expect(manifests.at(`Namespace/${stack}`, 'metadata.labels')).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(JSON.stringify(manifests.all)).not.toContain('slipway.dev/exempt');
  });
});

// A rule that can't fail is none: each must find what is wrong with objects that break all of them.
test.each(Object.entries(policies))('a planted violation of "%s" is found', (_, policy) => {
  expect(policy(brokenManifests)).not.toEqual([]);
});
