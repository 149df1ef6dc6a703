import project from './slipway.config';

// `cdk8s synth` runs this file.
project.synth();
