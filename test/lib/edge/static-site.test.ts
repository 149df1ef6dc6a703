import { Cpu, Gateway, Size, StaticSite, type StaticSiteProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

const required: StaticSiteProps = { image: 'slipway/page:1.0.0' };

function manifestsOf(props: Partial<StaticSiteProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new StaticSite(stack, 'page', { ...required, ...props });
  return Manifests.of(stack);
}

describe('StaticSite', () => {
  test('runs as the user of nginx-unprivileged, and writes to /tmp only', () => {
    const manifests = manifestsOf();

    expect(manifests.pod('Deployment/page', 'securityContext.runAsUser')).toBe(101);
    expect(manifests.container('Deployment/page', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
    ]);
  });

  test('is asked at /health on 8080', () => {
    const manifests = manifestsOf();

    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(manifests.container('Deployment/page', `${probe}.httpGet`)).toEqual({
        path: '/health',
        port: 8080,
      });
    }
    expect(manifests.at('Service/page', 'spec.ports.0')).toMatchObject({ port: 8080, targetPort: 8080 });
  });

  test('is reached by the gateway that routes to it, and reaches nothing', () => {
    const stack = testStack();
    const page = new StaticSite(stack, 'page', required);
    new Gateway(stack, 'nginx', { image: 'nginx:1', routes: { '/': page } });

    expect(page.connections.accepted).toEqual(['nginx']);
    expect(Manifests.of(stack).at('NetworkPolicy/page', 'spec.egress')).toHaveLength(1); // DNS
  });

  test('takes all props together', () => {
    const all: Required<StaticSiteProps> = {
      ...required,
      replicas: 4,
      autoscale: { maxReplicas: 8 },
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.units(1) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
      },
    };
    const manifests = manifestsOf(all, testProd);

    expect(manifests.at('HorizontalPodAutoscaler/page', 'spec.minReplicas')).toBe(4);
    expect(manifests.container('Deployment/page', 'resources.limits.memory')).toBe('512Mi');
  });

  test('fails on an image without a tag', () => {
    expect(() => manifestsOf({ image: 'slipway/page' })).toThrow("'image' of 'page' must have an exact tag");
  });
});
