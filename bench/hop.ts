import { execFileSync } from 'node:child_process';

/** A path of requests to the app, for curl. */
export interface Hop {
  readonly name: string;

  /** The kind node, a container, where curl runs. NetworkPolicies always allow a node to connect to its own pods. */
  readonly node: string;
  readonly url: string;
  readonly flags: readonly string[];
}

interface Found {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly podIP?: string };
}

const stack = 'flask-nginx';
const host = `${stack}.localhost`;
const path = '/notes?limit=1';

/**
 * The paths to the app of flask-nginx, the shortest first, all from the node of the ingress controller.
 *
 * @throws if the node lacks a pod of the app, of its gateway or of the ingress controller
 */
export function hopsOf(context: string): Hop[] {
  const node = find(context, 'nodes', '--selector=ingress-ready=true')[0]?.metadata.name ?? '';
  const address = (namespace: string, workload: string): string => {
    const selector = `--selector=app.kubernetes.io/name=${workload}`;
    const pods = find(context, 'pods', `--namespace=${namespace}`, selector);
    const pod = pods.find(({ spec, status }) => spec.nodeName === node && status.podIP);
    if (!pod?.status.podIP) {
      throw new Error(
        `no pod of ${namespace}/${workload} on the ingress controller's node '${node}': launch the stack with ` +
          `node bin/slipway.js up ${stack} --context ${context}`,
      );
    }
    return pod.status.podIP;
  };
  const controller = address('nginx-ingress', 'nginx-ingress');
  const toHost = ['--header', `Host: ${host}`];
  const tls = ['--insecure', '--http1.1', '--resolve', `${host}:443:${controller}`];
  return [
    { name: 'direct', url: `http://${address(stack, 'app')}:5000${path}`, flags: toHost },
    { name: 'gateway', url: `http://${address(stack, 'nginx')}:8080${path}`, flags: toHost },
    { name: 'Ingress, gateway', url: `http://${controller}${path}`, flags: toHost },
    { name: 'Ingress by TLS, gateway', url: `https://${host}${path}`, flags: tls },
  ].map((hop) => ({ ...hop, node }));
}

function find(context: string, ...what: readonly string[]): Found[] {
  const stdout = execFileSync('kubectl', ['--context', context, 'get', ...what, '--output=json'], {
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as { items: Found[] }).items;
}
