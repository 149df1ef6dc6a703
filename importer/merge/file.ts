import { formatted } from '../print/format';
import { type Labels, merged, type Versions } from './merge';

/** A printed file in its versions; one is undefined where there is no such file. */
export type FileVersions = { readonly [K in keyof Versions]: string | undefined };

/**
 * What becomes of a user's file.
 *
 * - `kept`: it stays as it is. So does the absence of a file that the user has deleted
 * - `written`: it gets another text
 * - `deleted`: slipway no longer prints it, and the user has not changed it
 * - `conflict`: both sides have changed the same lines. The text has markers
 */
export type FileResult =
  | { readonly kind: 'kept' | 'deleted' }
  | { readonly kind: 'written'; readonly text: string }
  | { readonly kind: 'conflict'; readonly text: string; readonly conflicts: number };

const kept: FileResult = { kind: 'kept' };

/**
 * Carries the changes of a newly printed file over to the user's file.
 *
 * A user's file that is as Prettier leaves it is compared with what Prettier makes of the printed texts: that somebody has
 * formatted a file is no edit. The result has the line ends of the user's file.
 *
 * @param file absolute path of the user's file
 */
export async function mergedFile(
  { base, mine, theirs }: FileVersions,
  file: string,
  labels: Labels,
): Promise<FileResult> {
  if (mine === undefined) return base === undefined && theirs !== undefined ? written(theirs) : kept;
  const own = withLineFeeds(mine);
  const printed = await styledAs(own, { base: base ?? '', theirs: theirs ?? '' }, file);
  if (theirs === undefined) return own === printed.base ? { kind: 'deleted' } : kept;
  if (own === printed.theirs || printed.base === printed.theirs) return kept;
  const result = await merged({ ...printed, mine: own }, labels);
  const text = own === mine ? result.text : result.text.replaceAll('\n', '\r\n');
  return result.conflicts > 0 ? { kind: 'conflict', text, conflicts: result.conflicts } : written(text);
}

/**
 * Whether a file has a printed text: as it was printed, or as Prettier formats it, whatever its line ends. HTML must be as it was
 * printed, since Prettier takes a second for it.
 */
export async function hasText(own: string, printed: string, file: string): Promise<boolean> {
  const [present, wanted] = [withLineFeeds(own), withLineFeeds(printed)];
  if (present === wanted || file.endsWith('.html')) return present === wanted;
  return present === (await styled(wanted, file));
}

function written(text: string): FileResult {
  return { kind: 'written', text };
}

/** A text with `\r\n` at the end of each line, with `\n` instead. A single `\r\n` is an edit of the user. */
function withLineFeeds(text: string): string {
  return /(?<!\r)\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}

type Printed = Omit<Versions, 'mine'>;

async function styledAs(own: string, printed: Printed, file: string): Promise<Printed> {
  const { base, theirs } = { base: withLineFeeds(printed.base), theirs: withLineFeeds(printed.theirs) };
  if (own === base || (await styled(own, file)) !== own) return { base, theirs };
  return {
    base: (await styled(base, file)) ?? base,
    theirs: (await styled(theirs, file)) ?? theirs,
  };
}

/** What Prettier makes of a text; undefined if it can't parse it. */
async function styled(text: string, file: string): Promise<string | undefined> {
  try {
    return withLineFeeds(await formatted(text, file));
  } catch {
    return undefined;
  }
}
