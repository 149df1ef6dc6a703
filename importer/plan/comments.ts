import type { ComposeModel } from '../read/compose-model';
import { Documents } from '../source/documents';
import { servicesIn } from '../source/services';

/** The comments in the lines above the services, by their names. */
export function commentsOf({
  files,
  sources,
}: Pick<ComposeModel, 'files' | 'sources'>): ReadonlyMap<string, string> {
  const documents = new Documents(sources);
  const comments = new Map<string, string>();
  for (const root of files.flatMap((file) => documents.of(file))) {
    for (const [name, { comment }] of servicesIn(root)) {
      if (comment !== undefined) comments.set(name, paragraph(comment));
    }
  }
  return comments;
}

/** The last paragraph: what is above an empty line belongs to the part of the file before. */
function paragraph(comment: string): string {
  return (comment.split(/\n\s*\n/).at(-1) ?? '').replaceAll(/^ /gm, '').trimEnd();
}
