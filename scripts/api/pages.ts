import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PublicModule, publicModules } from './public-modules';
import { runProgram } from './run-program';

/** The reference in Markdown, by file name: an index, and a page for each module with exports in `lib/index`. */
export async function pages(root: string, declarations: string): Promise<Map<string, string>> {
  const modules = publicModules(readFileSync(join(root, 'lib/index.ts'), 'utf8'));
  const entryPoints = modules.map((module) => entryPoint(declarations, module));
  const out = join(declarations, 'pages');
  const options = join(declarations, 'typedoc.json');
  writeFileSync(options, JSON.stringify({ ...format, ...placesIn(declarations), entryPoints, out }));
  await runProgram('typedoc/bin/typedoc', '--options', options);
  return new Map([
    ['README.md', indexOf(modules)],
    ...modules.map(({ name }): [string, string] => [
      `${name}.md`,
      readFileSync(join(out, `${name}.md`), 'utf8'),
    ]),
  ]);
}

/** A declaration file that exports the public part of the module. */
function entryPoint(declarations: string, { name, exports }: PublicModule): string {
  const file = join(declarations, 'modules', `${name}.d.ts`);
  mkdirSync(dirname(file), { recursive: true });
  const up = '../'.repeat(name.split('/').length);
  writeFileSync(file, `${exports} from '${up}lib/${name}.js';\n`);
  return file;
}

function indexOf(modules: readonly PublicModule[]): string {
  const rows = modules.map(
    ({ name, names }) => `| [${name}](${name}.md) | ${names.map(quoted).join(', ')} |`,
  );
  return [
    '# Reference',
    '',
    'What `slipway` exports, a page for each module.',
    '',
    '| module | exports |',
    '| ------ | ------- |',
    ...rows,
    '',
  ].join('\n');
}

function quoted(name: string): string {
  return `\`${name}\``;
}

function placesIn(declarations: string): object {
  const modules = join(declarations, 'modules');
  return {
    name: 'slipway',
    tsconfig: join(declarations, 'tsconfig.json'),
    basePath: modules,
    displayBasePath: modules,
  };
}

/** Options without anything that changes independently of the library: no line numbers, versions and dates. */
const format = {
  plugin: ['typedoc-plugin-markdown'],
  router: 'module',
  readme: 'none',
  logLevel: 'Error',
  excludeInternal: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  disableSources: true,
  skipErrorChecking: true,
  sort: ['source-order'],
  hideGenerator: true,
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: 'table',
  propertiesFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: { hideModifiers: true, hideOverrides: true, hideInherited: true, hideSources: true },
};
