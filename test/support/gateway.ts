import { Gateway, type GatewayProps, type Stack, WebService } from '../../lib';
import { Manifests } from './manifests';
import { testStack } from './stack';

export const image = 'nginxinc/nginx-unprivileged:1.29.1-alpine';

/** A stack with the gateway `nginx` and the service `api`, to which it leads unless the props say otherwise. */
export function stackWith(props: Partial<GatewayProps> = {}): { stack: Stack; api: WebService } {
  const stack = testStack();
  const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
  new Gateway(stack, 'nginx', { image, routes: { '/': api }, ...props });
  return { stack, api };
}

/** The template of `nginx.conf` of a gateway with these props. */
export function confOf(props: Partial<GatewayProps> = {}): string {
  const data = Manifests.of(stackWith(props).stack).at('ConfigMap/nginx-files', 'data');
  return (data as Record<string, string>)['etc_nginx_templates_nginx.conf.template'] ?? '';
}

/** The block `upstream NAME { … }`. */
export function upstream(conf: string, name: string): string {
  return conf.split(`upstream ${name} {`)[1]?.split('\n  }')[0] ?? '';
}

/** The block `location MATCH { … }`. */
export function location(conf: string, match: string): string {
  return conf.split(`location ${match} {`)[1]?.split('\n    }')[0] ?? '';
}
