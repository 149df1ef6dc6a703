import project from '../slipway.config';

test.each(project.stacks)('the manifests of %s in production are as reviewed', (stack) => {
  expect(project.manifests(stack, 'prod')).toMatchSnapshot();
});
