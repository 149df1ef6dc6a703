import { importsOf, type Sources, withoutComments } from './source-files';

/** What breaks the rules of the engine until it is rewritten. */
export const engineExceptions: readonly string[] = [];

/**
 * What does not belong into the engine, a line each: it parses no command line, ends no process, and only progress/ prints.
 */
export function engineViolations(sources: Sources): string[] {
  return Object.entries(sources).flatMap(([file, source]) =>
    [
      ...importsOf(file, source).filter((target) => target === 'commander'),
      ...used(source, /\bprocess\.(?:exitCode|exit)\b/g),
      ...(file.startsWith('engine/progress/')
        ? []
        : used(source, /\b(?:console|process\.(?:stdout|stderr))\b/g)),
    ].map((what) => `${file} uses ${what}`),
  );
}

function used(source: string, words: RegExp): string[] {
  return [...new Set([...withoutComments(source).matchAll(words)].map(([word]) => word))];
}
