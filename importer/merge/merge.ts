/** Three versions of a text, each with line feeds. */
export interface Versions {
  /** What both others started from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The names of the versions in conflict markers. */
export type Labels = Readonly<Record<keyof Versions, string>>;

/** A text with the changes of both sides. */
export interface Merged {
  /** With conflict markers, if there are conflicts. */
  readonly text: string;
  readonly conflicts: number;
}

/**
 * Merges two changes of a text line by line, as `git merge-file --diff3` does. Where both sides have changed the same lines
 * in the same way, there is no conflict.
 */
export async function merged({ base, mine, theirs }: Versions, labels: Labels): Promise<Merged> {
  const { diff3Merge } = await import('node-diff3');
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  const regions = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const lines = regions.flatMap(({ ok, conflict }) => {
    if (!conflict) return ok ?? [];
    return [
      `<<<<<<< ${labels.mine}`,
      ...conflict.a,
      `||||||| ${labels.base}`,
      ...conflict.o,
      '=======',
      ...conflict.b,
      `>>>>>>> ${labels.theirs}`,
    ];
  });
  return { text: lines.join('\n'), conflicts: regions.filter(({ conflict }) => conflict).length };
}

/** The first line with a conflict marker, counted from 1; undefined if there is none. */
export function markerLine(text: string): number | undefined {
  // Seven `=` may also underline a heading of Markdown.
  const index = text.split(/\r?\n/).findIndex((line) => /^(?:<{7}|\|{7}|>{7}) /.test(line));
  return index < 0 ? undefined : index + 1;
}
