import { existsSync, readdirSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import type { ComposeModel } from '../../importer/read/compose-model';
import { readCompose } from '../../importer/read/read-compose';

const folders = (process.env.SLIPWAY_COMPOSE_CORPUS ?? '').split(delimiter).filter(Boolean);

/** The Compose files in the folders of SLIPWAY_COMPOSE_CORPUS, such as a clone of docker/awesome-compose. */
export const corpus: readonly string[] = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/.test(file))
    .map((file) => join(folder, file))
    .sort(),
);

/**
 * What Compose understands of a file: with the example of a file of variables beside it, with the file that it overrides, and with
 * a value for each variable that it requires. Undefined if Compose refuses it all the same, or if no service is active.
 */
export async function accepted(file: string): Promise<ComposeModel | undefined> {
  const base = basesOf(file).find((each) => each !== file && existsSync(each));
  for (const files of [[file], ...(base === undefined ? [] : [[base, file]])]) {
    const model = await read(files);
    const services = Object.keys(model.project?.services ?? {});
    if (isAccepted(model)) return services.length > 0 ? model : undefined;
  }
  return undefined;
}

function isAccepted({ problems }: ComposeModel): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

/** Where the file that one overrides may be. */
function basesOf(file: string): string[] {
  return [dirname(file), dirname(dirname(file))].flatMap((folder) =>
    ['compose.yaml', 'compose.yml', 'docker-compose.yml'].map((name) => join(folder, name)),
  );
}

async function read(files: readonly string[]): Promise<ComposeModel> {
  const [first = ''] = files;
  const envFiles = ['example.env', '.env.example']
    .map((name) => join(dirname(first), name))
    .filter((file) => existsSync(file) && !existsSync(join(dirname(first), '.env')));
  const env: Record<string, string> = {};
  for (;;) {
    const model = await readCompose({ files, env, ...(envFiles.length > 0 && { envFiles }) });
    const missing = model.problems.flatMap(
      ({ message }) => /required variable (\w+) is missing/.exec(message)?.[1] ?? [],
    );
    if (missing.every((name) => name in env)) return model;
    for (const name of missing) env[name] = `value-of-${name}`;
  }
}

/** A short name of a file: its folder and its own name. */
export function titleOf(file: string): string {
  return join(basename(dirname(file)), basename(file));
}
