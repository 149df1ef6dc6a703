import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { locate } from '../../../importer/locate/locate';
import { readCompose } from '../../../importer/read/read-compose';

// Folders with Compose files, such as a clone of docker/awesome-compose. Docker must be installed.
const folders = (process.env.SLIPWAY_COMPOSE_CORPUS ?? '').split(delimiter).filter(Boolean);
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/.test(file))
    .map((file) => join(folder, file)),
);

jest.setTimeout(120_000);

/** Runs docker compose, which prints each `$` of a value twice. Older ones print `create_host_path` although it is the default. */
function dockerCompose(file: string): { readonly project?: unknown; readonly error: string } {
  const args = ['compose', '--file', file, 'config', '--format', 'json'];
  const { status, stdout, stderr } = spawnSync('docker', args, { encoding: 'utf8', cwd: dirname(file) });
  if (status !== 0) return { error: stderr };
  const project: unknown = JSON.parse(stdout, (key, value: unknown) => {
    if (key === 'create_host_path' && value === true) return undefined;
    return typeof value === 'string' ? value.replaceAll('$$', '$') : value;
  });
  return { project, error: '' };
}

if (files.length === 0) {
  test.skip('is the same as docker compose config over the files of SLIPWAY_COMPOSE_CORPUS', () => undefined);
} else {
  describe.each(files)('%s', (file) => {
    test('is the same as docker compose config, and each leaf has a place', async () => {
      const expected = dockerCompose(file);
      const model = await readCompose({ files: [file], folder: dirname(file) });
      const errors = model.problems.filter(({ severity }) => severity === 'error');

      expect(model.project).toEqual(expected.project);
      expect(errors.length > 0).toBe(expected.error !== '');
      if (expected.error !== '') {
        expect(
          errors.map(({ message }) => message).filter((each) => expected.error.includes(each)),
        ).not.toEqual([]);
      }
      for (const { at, via, value, path } of locate(model).leaves) {
        const line = model.sources[at.file]?.split('\n')[at.line - 1];
        expect({ path, value, via, line }).toMatchObject({ line: expect.any(String) as string });
      }
    });
  });
}
