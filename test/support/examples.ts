import { join } from 'node:path';
import ts from 'typescript';

/** The TypeScript blocks of a Markdown text, without their indentation. */
export function examples(markdown: string): string[] {
  return [...markdown.matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** What the compiler says of each source, as strictly as of the project itself; empty lists if all is well. */
export function compileErrors(root: string, sources: readonly string[]): string[][] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const files = new Map(sources.map((source, index) => [join(root, placeOf(source, index)), source]));

  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const source = files.get(path);
      return source === undefined
        ? disk.getSourceFile(path, version, ...rest)
        : ts.createSourceFile(path, source, version);
    },
  };

  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

/** A path from which the example's imports lead where they would in the project. */
function placeOf(source: string, index: number): string {
  return source.includes("'../../lib'") ? `apps/example${index}/chart.ts` : `example${index}.ts`;
}
