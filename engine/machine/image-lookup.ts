import { type Outcome, run } from '../base/command';
import { Duration } from '../base/duration';
import { Interrupted, interruption } from '../base/interrupt';

/** Whether a registry has an image; `unknown` if the registry did not answer. */
export type Lookup = 'there' | 'absent' | 'unknown';

/** Longest wait for a registry: a firewall that drops packets never answers. */
const patience = Duration.seconds(15);

/** Asks the registry of an image whether it has it, with the credentials of `docker login`. */
export async function lookUpImage(image: string): Promise<Lookup> {
  const signal = AbortSignal.any([interruption, AbortSignal.timeout(patience.toMilliseconds())]);
  try {
    return lookupOf(await run('docker', ['manifest', 'inspect', image], { signal }));
  } catch (error) {
    if (error instanceof Interrupted && !interruption.aborted) return 'unknown';
    throw error;
  }
}

/** The meaning of an answer of `docker manifest inspect`. */
export function lookupOf({ exitCode, stderr }: Pick<Outcome, 'exitCode' | 'stderr'>): Lookup {
  if (exitCode === 0) return 'there';
  return absence.test(stderr) ? 'absent' : 'unknown';
}

// Docker Hub answers "access denied" for an image that does not exist, to hide the names of private images.
const absence =
  /no such manifest|manifest unknown|name unknown|manifest .*not found|: not found$|requested access to the resource is denied/im;
