import { setTimeout as sleep } from 'node:timers/promises';

const longestSilence = 240_000;

/** A client that writes one thing after the other, and knows which of its writes were acknowledged. */
export class Writer<Receipt> {
  public readonly receipts: Receipt[] = [];

  /** When the last write was acknowledged. */
  public lastAcknowledged = Date.now();

  /** Longest time from one acknowledged write to the next, in milliseconds. */
  public longestGap = 0;

  /** @param write what was acknowledged; undefined, or an error, if nothing was */
  constructor(private readonly write: () => Promise<Receipt | undefined>) {}

  /** Writes until `done`; throws when nothing has been acknowledged for four minutes. */
  public async until(done: () => boolean): Promise<void> {
    this.lastAcknowledged = Date.now();
    while (!done()) {
      if (Date.now() > this.lastAcknowledged + longestSilence) {
        throw new Error(`only ${this.receipts.length} writes were acknowledged`);
      }
      await this.add();
      await sleep(200); // below any limit of requests per second
    }
  }

  /** Writes while `disruption` is done, and until a write is acknowledged after it. */
  public async during(disruption: () => Promise<void>): Promise<void> {
    let end = Infinity;
    const disrupted = disruption().finally(() => (end = Date.now()));
    await Promise.all([disrupted, this.until(() => this.lastAcknowledged > end)]);
  }

  private async add(): Promise<void> {
    const receipt = await this.write().catch(() => undefined);
    if (receipt === undefined) return;
    this.receipts.push(receipt);
    this.longestGap = Math.max(this.longestGap, Date.now() - this.lastAcknowledged);
    this.lastAcknowledged = Date.now();
  }
}
