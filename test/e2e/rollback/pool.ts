/** A pool of items, each used by one test at a time. */
export class Pool<T> {
  private readonly waiting: ((item: T) => void)[] = [];
  private readonly free: T[];

  constructor(items: readonly T[]) {
    this.free = [...items];
  }

  /** Does `work` with a free item; waits until there is one. */
  public async use(work: (item: T) => Promise<void>): Promise<void> {
    const item = this.free.pop() ?? (await new Promise<T>((resolve) => this.waiting.push(resolve)));
    try {
      await work(item);
    } finally {
      const next = this.waiting.shift();
      if (next) next(item);
      else this.free.push(item);
    }
  }
}
