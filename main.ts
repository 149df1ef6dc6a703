import { App } from 'cdk8s';
import { environmentOf, stacksIn } from './apps/environments';
import { stacks } from './apps/stacks';

// `cdk8s synth` runs this file and says in CDK8S_OUTDIR where the manifests go.
const environment = process.env.SLIPWAY_ENV ?? 'dev';
const app = new App();
for (const [stack, StackClass] of Object.entries(stacks)) {
  if (stacksIn(environment).includes(stack)) new StackClass(app, environmentOf(stack, environment));
}
app.synth();
