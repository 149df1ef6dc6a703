type Sections = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const sections = ['scripts', 'dependencies', 'devDependencies'] as const;

/**
 * A package.json with what a project needs besides what it has: no entry is replaced.
 *
 * @param present text of the file
 * @param wanted text of the template
 * @returns the text, and the names of what was added, such as `scripts.up`
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

/** A package counts wherever it is: a project may have all of them among its devDependencies. */
function hasEntry(own: Sections, section: (typeof sections)[number], name: string): boolean {
  // What `npm init` writes is no test.
  if (section === 'scripts') return name in (own.scripts ?? {}) && !isPlaceholder(own.scripts?.[name]);
  return [own.dependencies, own.devDependencies, own.peerDependencies].some((known) => name in (known ?? {}));
}

function isPlaceholder(script: string | undefined): boolean {
  return script?.includes('Error: no test specified') === true;
}

/** The lines of `wanted` that `present` has not. */
export function missingLines(present: string, wanted: string): string[] {
  const known = new Set(present.split('\n').map(plain));
  return wanted.split('\n').filter((line) => line !== '' && !known.has(plain(line)));
}

/** `/dist`, `dist` and `dist/` ignore the same folder. */
function plain(line: string): string {
  return line.trim().replace(/^\//, '').replace(/\/$/, '');
}
