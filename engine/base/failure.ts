/**
 * A failure that was to be expected, such as a missing tool: printed as one paragraph without a stack.
 *
 * Whatever else is thrown is a bug, and keeps its stack.
 */
export class Failure extends Error {
  public override readonly name: string = 'Failure';

  /** What to print after the paragraph: logs, events. */
  public readonly detail: string | undefined;

  /** 1, or 2 where the command line itself is wrong. */
  public readonly exitCode: number = 1;

  /**
   * @param message what went wrong and where, without a full stop
   * @param fix what to do about it, as a whole sentence
   */
  constructor(
    message: string,
    public readonly fix: string,
    detail?: string,
  ) {
    super(message);
    this.detail = detail;
  }

  /** This failure, and below it one that came of it, or after it. */
  public followedBy(other: Failure): Failure {
    const detail = [this.detail, other.detail].filter(Boolean).join('\n\n');
    return new Failure(this.message, `${this.fix}\n\nBesides, ${other.paragraph()}`, detail || undefined);
  }

  /** All there is to say: the detail, and below it the paragraph. */
  public report(): string {
    return [this.detail, `slipway: ${this.paragraph()}`].filter(Boolean).join('\n\n');
  }

  /** The paragraph for the terminal. */
  public paragraph(): string {
    return `${this.message}${this.message.endsWith('?') ? '' : '.'} ${this.fix}`;
  }
}

/** The command line names something that does not exist. */
export class BadUsage extends Failure {
  public override readonly name = 'BadUsage';
  public override readonly exitCode = 2;
}
