type Sections = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const sections = ['scripts', 'dependencies', 'devDependencies'] as const;

/**
 * Adds the missing entries of a template to a package.json. Replaces no entry.
 *
 * @param present text of the file
 * @param wanted text of the template
 * @returns the new text, and the names of the added entries, such as `scripts.up`
 */
export function mergedPackage(
  present: string,
  wanted: string,
): { readonly text: string; readonly added: readonly string[] } {
  const own = JSON.parse(present) as Sections;
  const template = JSON.parse(wanted) as Sections;
  const result: Record<string, unknown> = { ...own };
  const added: string[] = [];
  for (const section of sections) {
    const missing = Object.entries(template[section] ?? {}).filter(([name]) => !hasEntry(own, section, name));
    if (missing.length === 0) continue;
    result[section] = { ...own[section], ...Object.fromEntries(missing) };
    added.push(...missing.map(([name]) => `${section}.${name}`));
  }
  const indent = /^[ \t]+(?=")/m.exec(present)?.[0] ?? '  ';
  return { text: `${JSON.stringify(result, null, indent)}\n`, added };
}

/** Whether an entry exists. A package may be in any section, such as devDependencies. */
function hasEntry(own: Sections, section: (typeof sections)[number], name: string): boolean {
  // The test script of `npm init` is only a placeholder.
  if (section === 'scripts') return name in (own.scripts ?? {}) && !isPlaceholder(own.scripts?.[name]);
  return [own.dependencies, own.devDependencies, own.peerDependencies].some((known) => name in (known ?? {}));
}

function isPlaceholder(script: string | undefined): boolean {
  return script?.includes('Error: no test specified') === true;
}

/** The lines of `wanted` that `present` does not have. */
export function missingLines(present: string, wanted: string): string[] {
  const known = new Set(present.split('\n').map(plain));
  return wanted.split('\n').filter((line) => line !== '' && !known.has(plain(line)));
}

/** `/dist`, `dist` and `dist/` ignore the same folder. */
function plain(line: string): string {
  return line.trim().replace(/^\//, '').replace(/\/$/, '');
}
