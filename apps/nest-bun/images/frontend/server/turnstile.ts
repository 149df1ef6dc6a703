/** Too many wait already. */
export class Crowded extends Error {}

/**
 * Lets a few in at once, the others wait for their turn, in the order in which they came.
 *
 * A page is work for the processor: a hundred at once would all be ready at the end of the time for a hundred, and
 * probes would wait as long.
 */
export class Turnstile {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly places: number,
    private readonly seats: number,
  ) {}

  /** Runs `work` when it is its turn; throws `Crowded` if too many wait. */
  async pass(work: () => Promise<void>): Promise<void> {
    await this.enter();
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next)
        next(); // the place goes on to it
      else this.inside -= 1;
    }
  }

  private async enter(): Promise<void> {
    if (this.inside < this.places) {
      this.inside += 1;
      return;
    }
    if (this.waiting.length === this.seats) throw new Crowded();
    await new Promise<void>((enter) => this.waiting.push(enter));
  }
}
