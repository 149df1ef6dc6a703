/**
 * An expected failure, such as a missing tool. It is printed as one paragraph, without a stack trace.
 *
 * Any other error is a bug, and keeps its stack trace.
 */
export class Failure extends Error {
  public override readonly name: string = 'Failure';

  /** What to print after the paragraph: logs, events. */
  public readonly detail: string | undefined;

  /** 1, or 2 if the command line is wrong. */
  public readonly exitCode: number = 1;

  /**
   * @param message what went wrong and where, without a full stop
   * @param fix how to fix it, as a whole sentence
   */
  constructor(
    message: string,
    public readonly fix: string,
    detail?: string,
  ) {
    super(message);
    this.detail = detail;
  }

  /** This failure together with a later one. */
  public followedBy(other: Failure): Failure {
    const detail = [this.detail, other.detail].filter(Boolean).join('\n\n');
    return new Failure(this.message, `${this.fix}\n\nAlso, ${other.paragraph()}`, detail || undefined);
  }

  /** The detail, and below it the paragraph. */
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
