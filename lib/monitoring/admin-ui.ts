import { Construct } from 'constructs';
import { checkProps } from '../core/check-props';
import type { Endpoint } from '../core/endpoint';
import type { ContainerProps } from '../workload/container';
import type { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';

/** Props for `AdminUi`. */
export interface AdminUiProps extends ContainerProps {
  /** TCP port that the page is served on. */
  readonly port: number;

  /** What the page administers, such as a database; all else is out of its reach. */
  readonly connectsTo: readonly Endpoint[];

  /** @default - the port accepts connections */
  readonly readiness?: Probe;
}

/**
 * A page for whoever runs the stack, such as Adminer or pgAdmin: for development, since who reaches it may do all
 * that its login may.
 *
 * Defines what `WebService` does, with one pod, as such pages keep their sessions in memory. Nothing in the cluster
 * can connect to it: it is no `Endpoint`, so neither an `Ingress` nor a `Gateway` nor `connectsTo` takes it. Only who
 * may `kubectl port-forward service/<id> 8081:<port>` gets in.
 *
 * @throws if a prop has a value that Kubernetes would refuse, or a secret is given as a literal
 */
export class AdminUi extends Construct {
  constructor(scope: Construct, id: string, props: AdminUiProps) {
    super(scope, id);
    new WebService(this, id, { ...checkProps(this, AdminUi, props), replicas: 1 });
  }
}

/**
 * The props of an `AdminUi` that is Adminer, for the SQL server given; it asks for user and password.
 *
 * @param image Docker's official image, which runs as user 100, with an exact tag such as `adminer:5.4.0`
 * @param server what the login form has filled in, such as a `Postgres`
 */
export function adminer(image: string, server: Endpoint): AdminUiProps {
  return { image, port: 8080, user: 100, env: { ADMINER_DEFAULT_SERVER: server.host }, connectsTo: [server] };
}
