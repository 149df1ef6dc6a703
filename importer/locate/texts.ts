import type { Interpolation } from '../read/compose-model';

/** What became of the texts of the files by interpolation. */
export class Texts {
  private readonly byTemplate = new Map<string, Interpolation[]>();

  constructor(interpolations: readonly Interpolation[]) {
    for (const each of interpolations) {
      this.byTemplate.set(each.template, [...(this.byTemplate.get(each.template) ?? []), each]);
    }
  }

  /** What a text may have become: several values only if included files have other values for a variable. */
  public all(text: string): string[] {
    return this.byTemplate.get(text)?.map(({ value }) => value) ?? [text];
  }

  public of(text: string): string {
    return this.all(text)[0] ?? text;
  }

  /** Whether the text names a variable; `$$` is none. */
  public hasVariable(text: string): boolean {
    return this.byTemplate.get(text)?.some(({ variables }) => variables.length > 0) ?? false;
  }
}
