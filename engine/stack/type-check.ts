import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { Project } from '../../lib';
import { cacheFolder, nearestModules } from '../../loader/cache-folder';
import { run } from '../base/command';
import { Failure } from '../base/failure';
import { codeFrame } from '../text/code-frame';
import { CheckedFiles } from './checked-files';

/** Packages that bring a compiler, the fastest first. */
const packages = ['typescript-7', 'typescript'];

const shownErrors = 5;

interface TypeError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Checks the types of stacks with the TypeScript of the project.
 *
 * Does nothing if the project has no TypeScript, or if no file has changed since a check without errors.
 *
 * @param stacks names of the stacks whose charts are checked, together with `slipway.config.ts`
 * @throws Failure with the errors, each with its place
 */
export async function checkTypes(project: Project, stacks: readonly string[]): Promise<void> {
  const { folder } = project;
  const files = typeScriptFiles(project, stacks);
  const compiler = compilerIn(folder);
  if (compiler === undefined || files.length === 0) return;
  const cache = cacheFolder(nearestModules(folder) ?? join(folder, 'node_modules'));
  const checked = new CheckedFiles(cache, [compiler, ...files]);
  if (checked.areUnchanged()) return;
  const config = checked.write(configOf(folder, files));
  const args = ['--project', config, '--noEmit', '--pretty', 'false', '--listFiles'];
  const { exitCode, stdout, stderr } = await run(process.execPath, [compiler, ...args]);
  const lines = stdout.split('\n');
  const errors = lines.flatMap((line) => typeErrorIn(line, folder) ?? []);
  if (errors.length > 0) throw failureOf(errors);
  const listed = lines.filter((line) => existsSync(line));
  if (exitCode !== 0) {
    const said = lines.filter((line) => !listed.includes(line));
    throw notChecked([...said, stderr].join('\n').trim());
  }
  checked.keep([join(folder, 'tsconfig.json'), ...listed]);
}

function typeScriptFiles(project: Project, stacks: readonly string[]): string[] {
  const own = stacks.flatMap((stack) => {
    const { chart, parity } = project.files(stack);
    return parity === undefined ? [chart] : [chart, parity];
  });
  const files = ['slipway.config.ts', ...own].map((file) => resolve(project.folder, file));
  return [...new Set(files)].filter((file) => /\.[cm]?ts$/.test(file) && existsSync(file));
}

/** The path of the compiler; undefined if none is installed. */
function compilerIn(folder: string): string | undefined {
  const { resolve: find } = createRequire(join(folder, 'slipway.config.ts'));
  for (const name of packages) {
    try {
      return join(dirname(find(`${name}/package.json`)), 'bin/tsc');
    } catch {
      // The next one.
    }
  }
  return undefined;
}

/** A configuration for these files only, with the settings of the project's tsconfig.json. */
function configOf(folder: string, files: readonly string[]): object {
  const own = join(folder, 'tsconfig.json');
  const settings = existsSync(own)
    ? { extends: own }
    : { compilerOptions: { strict: true, module: 'node16', target: 'es2022', skipLibCheck: true } };
  return { ...settings, files, include: [] };
}

/** A line such as `apps/shop/chart.ts(12,5): error TS2353: …`. */
function typeErrorIn(text: string, folder: string): TypeError | undefined {
  const [, path, line, column, message] = /^(.+)\((\d+),(\d+)\): error (TS\d+: .+)$/.exec(text) ?? [];
  if (path === undefined || message === undefined) return undefined;
  return { file: relative(folder, resolve(path)), line: Number(line), column: Number(column), message };
}

function failureOf(errors: readonly TypeError[]): Failure {
  const [first] = errors;
  const shown = errors.slice(0, shownErrors).map(({ file, line, column, message }) => {
    const frame = codeFrame(readFileSync(file, 'utf8'), line, column);
    return `${file}:${line}:${column} ${message}\n${frame}`;
  });
  const more = errors.length - shown.length;
  if (more > 0) shown.push(`… and ${more} more`);
  return new Failure(
    `the project has ${errors.length === 1 ? 'a type error' : `${errors.length} type errors`}`,
    `Correct ${first?.file}:${first?.line}, or skip the check with --no-typecheck.`,
    shown.join('\n\n'),
  );
}

function notChecked(said: string): Failure {
  return new Failure(
    "TypeScript can't check the project",
    'Correct the error above, run npm install if a package is missing, or skip the check with --no-typecheck.',
    said,
  );
}
