import { App } from 'cdk8s';
import { environmentNamed } from './apps/environments';
import { stacks } from './apps/stacks';

// `cdk8s synth` runs this file and says in CDK8S_OUTDIR where the manifests go.
const environment = environmentNamed(process.env.SLIPWAY_ENV ?? 'dev');
const app = new App();
for (const StackClass of Object.values(stacks)) new StackClass(app, environment);
app.synth();
