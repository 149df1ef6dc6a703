import type { Trouble } from './trouble';

/** Remembers since when each trouble lasts, and tells which will not pass by itself. */
export class Patience {
  private since = new Map<string, number>();

  /** @param isHopeless tells what will not pass, however short it has lasted. @default - nothing is */
  constructor(private readonly isHopeless: (trouble: Trouble) => boolean = () => false) {}

  /** Those of `troubles` that have lasted longer than they may; call it with all troubles each time. */
  public exhausted(troubles: readonly Trouble[], now: number): Trouble[] {
    const before = this.since;
    this.since = new Map(troubles.map((trouble) => [key(trouble), before.get(key(trouble)) ?? now]));
    return troubles.filter(
      (trouble) =>
        this.isHopeless(trouble) || now - (this.since.get(key(trouble)) ?? now) >= trouble.patience,
    );
  }
}

// The node alternates between the two while it tries again.
const sameAs: Readonly<Record<string, string>> = {
  ErrImagePull: 'ImagePullBackOff',
  RunContainerError: 'StartError',
};

function key({ workload, pod, container, reason }: Trouble): string {
  return [workload, pod?.metadata.name, container, sameAs[reason] ?? reason].join(' ');
}
