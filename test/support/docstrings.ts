import ts from 'typescript';

/** Problems of the docstrings of a source, a line each: `<line>: <name> <problem>`. */
export function docstringProblems(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const problems = source
    .split('\n')
    .flatMap((line, index) =>
      /[^\s/*].*@default/.test(line) ? [`${index + 1}: @default in a sentence`] : [],
    );
  const visit = (node: ts.Node): void => {
    const missing = problemOf(node);
    if (missing !== undefined) problems.push(`${lineOf(node)}: ${missing}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}

function problemOf(node: ts.Node): string | undefined {
  if (isExported(node) && !isDocumented(node)) return `${nameOf(node)} has no docstring`;
  if (!ts.isPropertySignature(node) || !isOfPublicInterface(node)) return undefined;
  if (!isDocumented(node)) return `${nameOf(node)} has no docstring`;
  return node.questionToken && !hasTag(node, 'default') ? `${nameOf(node)} has no @default` : undefined;
}

function isExported(node: ts.Node): boolean {
  const isDeclaration =
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableStatement(node);
  return isDeclaration && (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function isDocumented(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).length > 0;
}

function hasTag(node: ts.Node, tag: string): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === tag);
}

function isOfPublicInterface({ parent }: ts.Node): boolean {
  return ts.isInterfaceDeclaration(parent) && isExported(parent) && !hasTag(parent, 'internal');
}

function nameOf(node: ts.Node): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText() ?? '';
  return (node as ts.NamedDeclaration).name?.getText() ?? '';
}
