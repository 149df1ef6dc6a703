import type { Trouble } from './trouble';

/** Remembers how long each trouble has lasted, and decides which ones are permanent. */
export class Patience {
  private since = new Map<string, number>();

  /** @param isHopeless whether a trouble is permanent at once. @default - none is */
  constructor(private readonly isHopeless: (trouble: Trouble) => boolean = () => false) {}

  /** The troubles that have lasted too long. Call it with all troubles each time. */
  public exhausted(troubles: readonly Trouble[], now: number): Trouble[] {
    const before = this.since;
    this.since = new Map(troubles.map((trouble) => [key(trouble), before.get(key(trouble)) ?? now]));
    return troubles.filter(
      (trouble) =>
        this.isHopeless(trouble) || now - (this.since.get(key(trouble)) ?? now) >= trouble.patience,
    );
  }
}

// A node alternates between the two reasons while it tries again.
const sameAs: Readonly<Record<string, string>> = {
  ErrImagePull: 'ImagePullBackOff',
  RunContainerError: 'StartError',
};

function key({ workload, pod, container, reason }: Trouble): string {
  return [workload, pod?.metadata.name, container, sameAs[reason] ?? reason].join(' ');
}
