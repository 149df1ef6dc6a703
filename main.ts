import project from './slipway.config';

project.synth();
