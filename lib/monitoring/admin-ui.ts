import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Outside } from '../core/connections';
import type { Endpoint } from '../core/endpoint';
import { freeId } from '../core/free-id';
import type { ContainerProps } from '../workload/container';
import type { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';

/** Props for `AdminUi`. */
export interface AdminUiProps extends ContainerProps {
  /** TCP port that the container listens on. */
  readonly port: number;

  /** Endpoints that it administers, such as a database. NetworkPolicies deny all other connections. */
  readonly connectsTo: readonly (Endpoint | Outside)[];

  /**
   * Readiness probe.
   *
   * @default - `Probe.fromTcpSocket()`
   */
  readonly readiness?: Probe;
}

/**
 * A web interface for the administration of a store, such as Adminer or pgAdmin. For development only: its users have all
 * rights of its login.
 *
 * Defines the same objects as `WebService`, with one pod, since such interfaces keep sessions in memory. It is not an
 * `Endpoint`: no `Ingress`, `Gateway` or workload can connect to it. To open it, run
 * `kubectl port-forward service/<id> 8081:<port>`.
 *
 * @throws if a prop has a value that Kubernetes does not accept
 * @throws if `env` has a secret as a literal
 */
export class AdminUi extends Construct {
  constructor(scope: Construct, id: string, props: AdminUiProps) {
    super(scope, freeId(scope, AdminUi, id));
    new WebService(this, id, { ...checkProps(this, AdminUi, props), replicas: 1 });
  }
}

/**
 * Props of an `AdminUi` with Adminer, for one SQL server. Adminer asks for user and password.
 *
 * @param image official image, which runs as user 100, with an exact tag such as `adminer:5.4.0`
 * @param server server that the login form suggests, such as a `Postgres`
 */
export function adminer(image: string, server: Endpoint | Outside): AdminUiProps {
  return { image, port: 8080, user: 100, env: { ADMINER_DEFAULT_SERVER: server.host }, connectsTo: [server] };
}
