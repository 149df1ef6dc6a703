import type { Duration } from '../../engine/base/duration';
import type { Address } from './http';
import type { Findings, Question } from './probe/question';

/** A stack with Docker Compose, or on Kubernetes. */
export interface Side {
  readonly name: 'Compose' | 'Kubernetes';

  /** The address for requests from outside. */
  readonly entry: Address;

  /** Time until all others have noticed a stopped service. */
  readonly reactionTime: Duration;

  /** Answers a question in the network and process namespaces of the service's container. */
  inspect(service: string, question: Question): Promise<Findings>;

  /** The Docker ID of the service's image if the stack builds it, otherwise the name of the image. */
  imageOf(service: string): Promise<string>;

  /** Whether the service is reachable from outside the stack. */
  exposureOf(service: string): Promise<'yes' | 'this machine only' | 'no'>;

  /** How often containers of the service were restarted. */
  restartsOf(service: string): Promise<number>;

  stop(service: string): Promise<void>;

  /** Starts a service that was stopped, and waits until it is healthy. */
  start(service: string): Promise<void>;

  /** Stops one container of the service with SIGTERM, and returns its exit code. */
  terminate(service: string): Promise<number | undefined>;
}
