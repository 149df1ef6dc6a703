import { defaultProbeImage } from '../../cli/parity/probe/probe';
import { findKindCluster } from '../../engine/machine/kind-cluster';
import { loadImages } from '../../engine/machine/load';
import { context, kubectl } from './cluster';
import { run } from './command';
import { toolbox } from './reach';

/** Run by jest before the first test: says what is missing, instead of letting every test time out, and brings images. */
export default async function preflight(): Promise<void> {
  const cluster = context.replace(/^kind-/, '');
  if (cluster === context) throw new Error(`SLIPWAY_E2E_CONTEXT must be a kind cluster's, got '${context}'`);
  const missing =
    `no cluster ${cluster} with an ingress controller: kind create cluster --config test/e2e/kind-config.yaml, ` +
    `then node bin/slipway.js up --context ${context}`;
  const kind = await findKindCluster(cluster);
  if (!kind) throw new Error(missing);
  await kubectl('get', 'ingressclass', 'nginx').catch((cause: unknown) => {
    throw new Error(missing, { cause });
  });
  // Here, so that no two tests bring the same at the same time.
  const images = [toolbox, defaultProbeImage];
  for (const image of images) {
    await run('docker', ['image', 'inspect', image]).catch(() => run('docker', ['pull', image]));
  }
  await loadImages(kind, images, () => undefined);
}
