import { brokenManifests } from './support/broken-manifests';
import { policies } from './support/policies';
import { everyStack } from './support/stacks';

describe.each(everyStack())('$stack in $environment', ({ manifests }) => {
  test.each(Object.entries(policies))('%s', (_, policy) => {
    expect(policy(manifests)).toEqual([]);
  });
});

// A rule that can't fail is none: each must find what is wrong with objects that break all of them.
test.each(Object.entries(policies))('a planted violation of "%s" is found', (_, policy) => {
  expect(policy(brokenManifests)).not.toEqual([]);
});
