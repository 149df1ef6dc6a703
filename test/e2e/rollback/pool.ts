/** Things of which each is used by one at a time. */
export class Pool<T> {
  private readonly waiting: ((item: T) => void)[] = [];
  private readonly free: T[];

  constructor(items: readonly T[]) {
    this.free = [...items];
  }

  /** Does `work` with one of them, once there is one that nobody else uses. */
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
