import type { ServiceBackendPort } from 'kubernetes-types/networking/v1';
import { addressOf } from '../../engine/kube/address';
import { asIngress } from '../../engine/kube/http-route';
import type { Frozen, KubeObject } from '../../engine/kube/kube-object';
import type { Ingress, Service } from '../../engine/kube/objects';
import { backendsOf, entranceOf, isStreamRoute } from '../../engine/kube/stream-route';
import type { Connection, Host } from './model';
import { selects } from './selector';
import type { Workload } from './workload';

/** The hosts of a stack's Ingresses or HTTPRoutes, the listeners of its other routes, and the workloads behind them. */
export function hostsOf(
  objects: readonly KubeObject[],
  workloads: readonly Workload[],
): { hosts: Host[]; connections: Connection[] } {
  const hosts = new Map<string, Host>();
  const connections = new Map<string, Connection>();
  for (const ingress of objects.map(asIngress).filter(isIngress)) {
    for (const { host = '*', http } of ingress.spec.rules ?? []) {
      const name = addressOf(ingress, host, unmapped);
      hosts.set(name, { id: name, type: 'host', name });
      for (const { service } of http?.paths.map(({ backend }) => backend) ?? []) {
        const { to, port } = service ? behind(objects, workloads, service.name, service.port) : nobody;
        for (const { id } of to) connections.set(`${name} ${id} ${port}`, { from: name, to: id, port });
      }
    }
  }
  for (const route of objects.filter(isStreamRoute)) {
    const name = entranceOf(route);
    hosts.set(name, { id: name, type: 'host', name });
    for (const { name: service, port: number } of backendsOf(route)) {
      const { to, port } = behind(objects, workloads, service, { number });
      for (const { id } of to) connections.set(`${name} ${id} ${port}`, { from: name, to: id, port });
    }
  }
  return { hosts: [...hosts.values()], connections: [...connections.values()] };
}

function isIngress(object: KubeObject): object is Ingress {
  return object.kind === 'Ingress';
}

/** Ports 80 and 443 without a mapping: a drawing must not depend on the ports of one machine. */
const unmapped = new Map<number, number>();

const nobody = { to: [] as Workload[], port: '' };

/** The workloads behind a Service, and the port of their pods. */
function behind(
  objects: readonly KubeObject[],
  workloads: readonly Workload[],
  name: string,
  port: Frozen<ServiceBackendPort> = {},
): { to: Workload[]; port: string } {
  const service = objects.find(
    (each): each is Service => each.kind === 'Service' && each.metadata.name === name,
  );
  if (!service?.spec.selector) return nobody;
  const { selector, ports = [] } = service.spec;
  const found = ports.find((each) => each.port === port.number || each.name === port.name);
  return {
    to: workloads.filter(({ pods }) => selects(selector, pods)),
    port: String(found?.targetPort ?? found?.port ?? ''),
  };
}
