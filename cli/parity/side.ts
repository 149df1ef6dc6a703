import type { Duration } from '../../engine/base/duration';
import type { Address } from './http';
import type { Findings, Question } from './probe/question';

/** A stack as it runs in one of the two places. */
export interface Side {
  readonly name: 'Compose' | 'Kubernetes';

  /** Where requests from outside go. */
  readonly entry: Address;

  /** Shortest time after which a service that is away is noticed everywhere. */
  readonly reactionTime: Duration;

  /** Answers a question from inside a container of the service, with its network and its processes. */
  inspect(service: string, question: Question): Promise<Findings>;

  /** Docker's ID of the image that the service runs if the stack builds it, else the image's name. */
  imageOf(service: string): Promise<string>;

  /** How the service can be reached from outside the stack. */
  exposureOf(service: string): Promise<'yes' | 'this machine only' | 'no'>;

  /** How often containers of the service were restarted. */
  restartsOf(service: string): Promise<number>;

  stop(service: string): Promise<void>;

  /** Starts a service that was stopped, and waits until it is healthy. */
  start(service: string): Promise<void>;

  /** Tells one container of the service to end, and gives its exit code. */
  terminate(service: string): Promise<number | undefined>;
}
