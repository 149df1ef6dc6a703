import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { policies } from './policies';

const root = join(__dirname, '../..');

/**
 * The titles of the tests of a file, or of all files of a folder, as they are in the source: those of `test.each` with their
 * `%s`, those of Python and Go as the names of functions. A TypeScript file has the tests of the functions that it imports from
 * beside it, too, and the policies.
 *
 * @param path from the project's root
 */
export function titlesOf(path: string): readonly string[] {
  if (statSync(join(root, path)).isDirectory()) {
    const files = readdirSync(join(root, path), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => /\.(?:ts|py|go)$/.test(file))
      .flatMap((file) => titlesOf(`${path}/${file}`));
  }
  if (path.endsWith('.ts')) return [...literalTitles(sourceOf(path)), ...importedTitles(path)];
  const functions = readFileSync(join(root, path), 'utf8').matchAll(/^\s*(?:def|func) (test\w+)/gim);
  return [...functions].map(([, name = '']) => name);
}

const sources = new Map<string, ts.SourceFile>();

function sourceOf(path: string): ts.SourceFile {
  const text = () => readFileSync(join(root, path), 'utf8');
  const source = sources.get(path) ?? ts.createSourceFile(path, text(), ts.ScriptTarget.Latest, true);
  sources.set(path, source);
  return source;
}

/** The first argument of each call of `test`, `test.each(…)`, `test.concurrent` and so on, where it is a literal. */
function literalTitles(node: ts.Node): string[] {
  const titles: string[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isCallExpression(child) && nameOf(child.expression) === 'test') {
      const [title] = child.arguments;
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return titles;
}

/** `test` of `test.concurrent.each(rows)`. */
function nameOf(callee: ts.Expression): string {
  const isPart = ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee);
  return isPart ? nameOf(callee.expression) : callee.getText();
}

/** The titles in the functions that a file of tests imports, such as `launches`, and the names of the policies if it imports them. */
function importedTitles(path: string): string[] {
  return sourceOf(path)
    .statements.filter((statement) => ts.isImportDeclaration(statement))
    .flatMap((statement) => {
      const names = namesOf(statement);
      const from = (statement.moduleSpecifier as ts.StringLiteral).text;
      const helper = posix.join(posix.dirname(path), `${from}.ts`);
      if (names.includes('policies')) return Object.keys(policies);
      return from.startsWith('.') && helper.startsWith('test/') ? titlesOfFunctions(helper, names) : [];
    });
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
}

function titlesOfFunctions(path: string, names: readonly string[]): string[] {
  if (names.length === 0) return []; // such as of a JSON file
  return sourceOf(path).statements.flatMap((statement) =>
    ts.isFunctionDeclaration(statement) && names.includes(statement.name?.text ?? '')
      ? literalTitles(statement)
      : [],
  );
}
