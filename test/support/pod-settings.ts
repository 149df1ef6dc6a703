import { type PodSettings, Probe, resources } from '../../lib';

/** All settings that pods of every kind of workload take, for the tests with all props together. */
export const everySetting: Required<Omit<PodSettings, 'hostname'>> = {
  workingDir: '/app',
  tty: true,
  stdin: true,
  stopSignal: 'SIGINT',
  postStart: ['/app/started'],
  preStop: ['/app/stopping', '--now'],
  hostAliases: { 'erp.example.com': '10.0.0.7' },
  dns: {
    nameservers: ['10.0.0.53'],
    searches: ['corp.example.com'],
    options: { ndots: '2', 'use-vc': '' },
    policy: 'ClusterFirst',
  },
  labels: { 'example.com/team': 'shop' },
  annotations: { 'example.com/note': 'a text with spaces' },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
  initContainers: [{ name: 'prepare', image: 'prepare:1', command: ['/prepare'] }],
  sidecars: [
    {
      name: 'proxy',
      image: 'proxy:1',
      args: ['--listen'],
      env: { MODE: 'fast' },
      user: 20001,
      resources: resources({ millicores: [10, 100], mebibytes: [16, 32] }),
      workingDir: '/proxy',
      port: 9000,
      startup: Probe.fromTcpSocket(),
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromTcpSocket(),
    },
  ],
};

/** The fields that these settings become in a pod template. */
export const everyField = {
  metadata: {
    labels: { 'example.com/team': 'shop' },
    annotations: { 'example.com/note': 'a text with spaces' },
  },
  spec: {
    hostAliases: [{ ip: '10.0.0.7', hostnames: ['erp.example.com'] }],
    dnsPolicy: 'ClusterFirst',
    dnsConfig: {
      nameservers: ['10.0.0.53'],
      searches: ['corp.example.com'],
      options: [{ name: 'ndots', value: '2' }, { name: 'use-vc' }],
    },
    nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' }],
    containers: [
      {
        workingDir: '/app',
        tty: true,
        stdin: true,
        lifecycle: { postStart: { exec: { command: ['/app/started'] } } },
      },
    ],
  },
};
