import { Testing } from 'cdk8s';
import { IngressController } from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';

const manifests = Manifests.of(new IngressController(Testing.app()));

describe('IngressController', () => {
  test('is what Kubernetes defines', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test('serves the class that an Ingress names', () => {
    expect(manifests.at('IngressClass/nginx', 'spec.controller')).toBe('nginx.org/ingress-controller');
  });

  test('speaks TLS 1.2 and 1.3, and no version that was given up', () => {
    expect(manifests.at('ConfigMap/nginx-config', 'data.ssl-protocols')).toBe('TLSv1.2 TLSv1.3');
  });

  test('reads the ConfigMap that says so', () => {
    expect(manifests.at('ConfigMap/nginx-config', 'metadata.namespace')).toBe('nginx-ingress');
    expect(manifests.container('DaemonSet/nginx-ingress', 'args')).toContain(
      '-nginx-configmaps=$(POD_NAMESPACE)/nginx-config',
    );
  });

  test('listens on ports 80 and 443 of the node that says it is ready for it', () => {
    expect(manifests.pod('DaemonSet/nginx-ingress', 'nodeSelector')).toEqual({ 'ingress-ready': 'true' });
    expect(manifests.container('DaemonSet/nginx-ingress', 'ports')).toMatchObject([
      { containerPort: 80, hostPort: 80 },
      { containerPort: 443, hostPort: 443 },
      { containerPort: 8081 },
    ]);
  });

  test('may bind low ports, and nothing more', () => {
    expect(manifests.container('DaemonSet/nginx-ingress', 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    });
  });

  test('may change only its own pods, and write events', () => {
    const rules = manifests.at('ClusterRole/nginx-ingress', 'rules') as {
      verbs: string[];
      resources: string[];
    }[];
    const writing = rules.filter(({ verbs }) =>
      verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)),
    );

    expect(writing.map(({ resources }) => resources)).toEqual([['events']]);
  });
});
