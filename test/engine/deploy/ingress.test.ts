import { controllerObjects } from '../../../engine/deploy/ingress';
import { rejectionOf } from '../../../engine/health/ingress';
import { imagesOf } from '../../../engine/kube/images';

const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'ingress', managedFields: [{ manager: 'slipway', time: '2026-11-21T10:00:00Z' }] },
};

function event(reason: string, time: string, name = 'ingress') {
  return {
    apiVersion: 'v1',
    kind: 'Event' as const,
    metadata: { name: 'e' },
    reason,
    message: 'All hosts are taken by other resources',
    lastTimestamp: time,
    involvedObject: { kind: 'Ingress', name },
  };
}

describe('an Ingress', () => {
  test('is refused if the controller has said so since its last change', () => {
    const rejected = event('Rejected', '2026-11-21T10:00:00Z');

    expect(rejectionOf(ingress, { events: [rejected] })).toBe(rejected);
  });

  test.each([
    ['was about an earlier version', [event('Rejected', '2026-11-21T09:59:59Z')]],
    [
      'has been withdrawn',
      [event('Rejected', '2026-11-21T10:00:01Z'), event('AddedOrUpdated', '2026-11-21T10:00:02Z')],
    ],
    ['was about another', [event('Rejected', '2026-11-21T10:00:01Z', 'other')]],
    ['was never', []],
  ])('is not refused if the refusal %s', (_, events) => {
    expect(rejectionOf(ingress, { events })).toBeUndefined();
  });
});

describe('the ingress controller', () => {
  const objects = controllerObjects();
  const daemonSet = objects.find(({ kind }) => kind === 'DaemonSet');

  test('is F5 NGINX Ingress Controller, for the class nginx', () => {
    expect(imagesOf(objects)).toEqual(['nginx/nginx-ingress:5.5.4']);
    expect(objects.find(({ kind }) => kind === 'IngressClass')).toMatchObject({
      metadata: { name: 'nginx' },
      spec: { controller: 'nginx.org/ingress-controller' },
    });
  });

  test('opens the ports of the node that the kind configuration maps', () => {
    expect(daemonSet).toMatchObject({
      spec: {
        template: {
          spec: {
            nodeSelector: { 'ingress-ready': 'true' },
            containers: [{ ports: [{ hostPort: 80 }, { hostPort: 443 }, { containerPort: 8081 }] }],
          },
        },
      },
    });
  });

  test('needs no custom resources, and reports to nobody', () => {
    const { args } = (
      daemonSet as unknown as { spec: { template: { spec: { containers: [{ args: string[] }] } } } }
    ).spec.template.spec.containers[0];

    expect(args).toEqual(
      expect.arrayContaining(['-enable-custom-resources=false', '-enable-telemetry-reporting=false']),
    );
  });

  test('may write only events in the cluster', () => {
    const role = objects.find(({ kind }) => kind === 'ClusterRole') as unknown as {
      rules: { resources: string[]; verbs: string[] }[];
    };
    const writing = role.rules.filter(({ verbs }) =>
      verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)),
    );

    expect(writing.map(({ resources }) => resources)).toEqual([['events']]);
  });
});
