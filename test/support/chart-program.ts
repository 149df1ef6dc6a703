import { type Linter as EslintLinter, Linter } from 'eslint';
import { join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '../..');

/** Charts that need not exist, in one TypeScript program. */
export class ChartProgram {
  private readonly program: ts.Program;

  /** @param charts texts by absolute paths in this project */
  constructor(private readonly charts: ReadonlyMap<string, string>) {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root);
    const host = ts.createCompilerHost(options, true);
    const onDisk = { ...host };
    host.fileExists = (path) => charts.has(path) || onDisk.fileExists(path);
    host.readFile = (path) => charts.get(path) ?? onDisk.readFile(path);
    host.getSourceFile = (path, target, ...others) => {
      const text = charts.get(path);
      return text === undefined
        ? onDisk.getSourceFile(path, target, ...others)
        : ts.createSourceFile(path, text, target, true);
    };
    this.program = ts.createProgram([...charts.keys()], options, host);
  }

  /** What TypeScript says of a chart, a line each. */
  public errors(path: string): string[] {
    const source = this.program.getSourceFile(path);
    return [
      ...this.program.getSyntacticDiagnostics(source),
      ...this.program.getSemanticDiagnostics(source),
    ].map(({ messageText, start = 0 }) => {
      const line = source ? source.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }

  /** What ESLint says of a chart with the rules of this project, a line each. */
  public lintErrors(path: string): string[] {
    const config: EslintLinter.Config[] = [
      ...jest.requireActual<EslintLinter.Config[]>('../../eslint.config.js'),
      {
        files: ['**/*.ts'],
        rules: { 'max-lines': 'off' }, // as many as the Compose file has services
        languageOptions: { parserOptions: { projectService: false, programs: [this.program] } },
      },
    ];
    const linter = new Linter({ configType: 'flat', cwd: root });
    return linter
      .verify(this.charts.get(path) ?? '', config, { filename: relative(root, path) })
      .map(({ line, ruleId, message }) => `${line}: ${ruleId ?? 'error'} ${message}`);
  }
}
